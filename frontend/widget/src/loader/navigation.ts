// Notices that the page's address changed, also where nothing is loaded; of the page's own history nothing is touched.

/** How often the address is looked at, and how long a new page has to name itself, in ms. */
const EVERY_MS = 300;

/** Calls `tell` after each change of the address, once its title has had time to follow. */
export function onNavigation(tell: () => void): void {
  let last = location.href;
  setInterval(() => {
    if (last === location.href) return;
    last = location.href;
    setTimeout(tell, EVERY_MS);
  }, EVERY_MS);
}
