/** The browser's notifications. Chrome on Android has the class and throws when it is used: https://crbug.com/481856 */

let isRefused = false;

/** Whether this browser can show one. Without permission, trying shows nothing. */
export function canNotify(): boolean {
  if (typeof Notification === "undefined" || isRefused) return false;
  return Notification.permission === "granted" || notification("") !== null;
}

/** Shown; null where the browser cannot. */
export function notification(title: string, options: NotificationOptions = {}): Notification | null {
  try {
    return new Notification(title, options);
  } catch {
    isRefused = true;
    return null;
  }
}
