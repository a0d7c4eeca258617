// The website's colour, made readable: on its own surface and as text, in light and dark.

interface Rgb {
  r: number;
  g: number;
  b: number;
}

const DEFAULT = "#0f6b66";
const READABLE = 4.5;
const SEEN = 1.2;

/** Custom properties for the given colour (`#rrggbb`, otherwise the default's) on a light or dark surface, bubbles included. */
export function colours(given: string, isDark: boolean): Record<string, string> {
  const brand = parsed(given) ?? (parsed(DEFAULT) as Rgb);
  const surface = parsed(isDark ? "#2c2b27" : "#f3f1ec") as Rgb;
  const towards = parsed(isDark ? "#ffffff" : "#000000") as Rgb;
  const fill = until(brand, towards, (colour) => contrast(colour, surface) >= SEEN);
  const white = parsed("#ffffff") as Rgb;
  return {
    "--fill": text(fill),
    "--on-fill": contrast(fill, white) >= READABLE ? "#ffffff" : darker(fill),
    "--accent": text(until(brand, towards, (colour) => contrast(colour, surface) >= READABLE)),
  };
}

/** The ink on a website's colour, and how well it is read there: a ratio as WCAG counts it, 4.5 and more is enough. */
export function inkOn(given: string): { ink: string; ratio: number; isEnough: boolean } {
  const { "--fill": fill = DEFAULT, "--on-fill": ink = "#ffffff" } = colours(given, false);
  const ratio = contrast(parsed(fill) as Rgb, parsed(ink) as Rgb);
  return { ink, ratio, isEnough: ratio >= READABLE };
}

/** White where dark ink would be worse, although neither is perfect. */
function darker(fill: Rgb): string {
  const ink = parsed("#1f1e1a") as Rgb;
  return contrast(fill, ink) > contrast(fill, parsed("#ffffff") as Rgb) ? "#1f1e1a" : "#ffffff";
}

function until(colour: Rgb, towards: Rgb, isEnough: (colour: Rgb) => boolean): Rgb {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mix(colour, towards, share);
    if (isEnough(mixed)) return mixed;
  }
  return towards;
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const part = (from: number, to: number) => Math.round(from + (to - from) * share);
  return { r: part(a.r, b.r), g: part(a.g, b.g), b: part(a.b, b.b) };
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(a: Rgb, b: Rgb): number {
  const [x, y] = [luminance(a) + 0.05, luminance(b) + 0.05];
  return Math.max(x, y) / Math.min(x, y);
}

function luminance({ r, g, b }: Rgb): number {
  const linear = (value: number) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

function parsed(colour: string): Rgb | undefined {
  const found = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (!found) return undefined;
  const [r = 0, g = 0, b = 0] = found.slice(1).map((part) => Number.parseInt(part, 16));
  return { r, g, b };
}

function text({ r, g, b }: Rgb): string {
  return `#${[r, g, b].map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}
