// The official Node SDK, told by lines of JSON what to call and answering in lines of JSON.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const { BrevoClient } = createRequire(`${process.argv[2]}/`)("@getbrevo/brevo");

for await (const line of createInterface({ input: process.stdin })) {
  const { base, key, method, fields, extra } = JSON.parse(line);
  console.log(JSON.stringify(await outcome(base, key, method, fields, extra)));
}

async function outcome(baseUrl, apiKey, method, fields, extra) {
  const client = new BrevoClient({ apiKey, baseUrl, maxRetries: 0 });
  try {
    const { data, rawResponse } = await client.conversations[method](fields, extra).withRawResponse();
    return { status: rawResponse.status, data: data ?? null, error: "" };
  } catch (error) {
    const { statusCode, body } = error;
    return { status: statusCode ?? 0, data: body ?? String(error), error: error.constructor.name };
  }
}
