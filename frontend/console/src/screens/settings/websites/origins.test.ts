import { expect, test } from "vitest";
import { originsIn } from "./origins";

test("one address a line, completed with https:// and without the last slash", () => {
  expect(originsIn(" shop.example \n\nhttps://www.shop.example/\nhttp://localhost:8080")).toEqual([
    "https://shop.example",
    "https://www.shop.example",
    "http://localhost:8080",
  ]);
  expect(originsIn("shop.example, www.shop.example:8443")).toEqual([
    "https://shop.example",
    "https://www.shop.example:8443",
  ]);
});

test("what is no address is sent as it was typed, for the server to refuse", () => {
  for (const typed of ["not an address", "foo", "https://x.example/path", "x.example/path", "me@shop.example"])
    expect(originsIn(typed)).toEqual([typed]);
});
