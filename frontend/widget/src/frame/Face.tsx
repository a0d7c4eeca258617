// A face: initials in the colour the console shows the same agent in, and instead of them the picture where there is one.
import { initials, shadeOf } from "@zuruf/protocol/face";

export function Face({ name, picture }: { name: string; picture?: string | undefined }) {
  return (
    <span class={`face h${shadeOf(name)}`} aria-hidden="true">
      {picture ? <img src={`/widget/faces/${picture}`} alt="" /> : initials(name)}
    </span>
  );
}
