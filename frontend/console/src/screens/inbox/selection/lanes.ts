/** Carrying something out on many, a few at a time. */

export const LANES = 4;

/** Works on all, so many at once. If any fail, the rest is done all the same, and the first failure is thrown at the end. */
export async function inLanes<T>(
  items: readonly T[],
  lanes: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const left = [...items];
  const failures: unknown[] = [];
  const lane = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift())
      await work(item).catch((problem: unknown) => failures.push(problem));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (failures.length > 0) throw failures[0];
}
