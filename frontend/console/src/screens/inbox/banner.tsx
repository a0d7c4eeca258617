/** A strip above the messages that says one thing, with what can be done about it. */
import type { ReactNode } from "react";
import { cx } from "../../ui/class";

export function Banner({ look, children, actions }: { look: string; children: ReactNode; actions?: ReactNode }) {
  return (
    <div
      role="status"
      className={cx("flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b px-5 py-2 text-sm", look)}
    >
      <div className="min-w-0 grow basis-48">{children}</div>
      {actions}
    </div>
  );
}
