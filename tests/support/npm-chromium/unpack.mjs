// Unpacks the package's brotli files into the folder given; Python cannot read brotli by itself.
import { createReadStream, createWriteStream, mkdirSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";

const [, , packed, folder] = process.argv;
mkdirSync(folder, { recursive: true });
await Promise.all(
  readdirSync(packed).map((name) =>
    pipeline(
      createReadStream(join(packed, name)),
      createBrotliDecompress({ chunkSize: 2 ** 21 }),
      createWriteStream(join(folder, basename(name, ".br")), { mode: 0o755 }),
    ),
  ),
);
