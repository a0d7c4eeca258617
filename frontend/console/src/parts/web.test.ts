import { expect, test } from "vitest";
import { isWebAddress } from "./web";

test.each(["https://shop.example/fr?a=1#b", "http://shop.example", "HTTPS://SHOP.EXAMPLE/"])(
  "%s is a link",
  (address) => {
    expect(isWebAddress(address)).toBe(true);
  },
);

test.each([
  "javascript:alert(1)",
  " JavaScript:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "file:///etc/passwd",
  "vbscript:x",
  "//shop.example",
  "/api/session",
  "",
])("%s is only text", (address) => {
  expect(isWebAddress(address)).toBe(false);
});
