// Notices that the page's address changed, also where nothing is loaded; whatever the page does with its history goes on as before.

/** Calls `tell` after each change of the address, once its title has had time to follow. */
export function onNavigation(tell: () => void): void {
  let last = location.href;
  const look = () => {
    setTimeout(() => {
      if (last === location.href) return;
      last = location.href;
      tell();
    }, 200);
  };
  for (const name of ["pushState", "replaceState"] as const) {
    const original = history[name];
    history[name] = function (...given) {
      original.apply(this, given);
      look();
    };
  }
  addEventListener("popstate", look);
}
