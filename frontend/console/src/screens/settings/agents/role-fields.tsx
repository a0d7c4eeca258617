/** Role and rights of an agent. */
import type { Right, Role } from "@zuruf/protocol/types";
import { useWords } from "../../../i18n/words";
import { useMe } from "../../../state/react";

interface Props {
  role: Role;
  rights: Right[];
  onChange: (part: { role?: Role; rights?: Right[] }) => void;
  wrong: (field: string) => string;
}

const ROLES: Role[] = ["agent", "admin", "owner"];
const RANK: Record<Role, number> = { agent: 1, admin: 2, owner: 3 };
const RIGHTS: Right[] = ["access", "assign", "configure"];

export function RoleFields({ role, rights, onChange, wrong }: Props) {
  const { t } = useWords();
  const me = useMe();
  const rank = RANK[me?.role ?? "agent"];
  return (
    <>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1.5 font-medium">{t("agents.role")}</legend>
        {ROLES.map((value) => (
          <label key={value} className="flex items-start gap-2.5">
            <input
              type="radio"
              name="role"
              className="mt-1"
              checked={role === value}
              disabled={RANK[value] > rank}
              onChange={() => onChange({ role: value })}
            />
            <span>
              <span className="font-medium">{t(`role.${value}`)}</span>
              <span className="block text-sm text-muted">{t(`role.${value}.hint`)}</span>
            </span>
          </label>
        ))}
        {wrong("role") && (
          <p role="alert" className="text-sm text-red">
            {wrong("role")}
          </p>
        )}
      </fieldset>
      {role === "agent" && (
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1.5 font-medium">{t("agents.rights")}</legend>
          {RIGHTS.map((right) => (
            <label key={right} className="flex items-start gap-2.5">
              <input
                type="checkbox"
                className="mt-1"
                checked={rights.includes(right)}
                onChange={(event) =>
                  onChange({
                    rights: event.target.checked ? [...rights, right] : rights.filter((other) => other !== right),
                  })
                }
              />
              <span>
                <span className="font-medium">{t(`right.${right}`)}</span>
                <span className="block text-sm text-muted">{t(`right.${right}.hint`)}</span>
              </span>
            </label>
          ))}
          {wrong("rights") && (
            <p role="alert" className="text-sm text-red">
              {wrong("rights")}
            </p>
          )}
        </fieldset>
      )}
    </>
  );
}
