// A face from initials, in the colour the console shows the same agent in.
import { initials, shadeOf } from "@zuruf/protocol/face";

export function Face({ name }: { name: string }) {
  return (
    <span class={`face h${shadeOf(name)}`} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
