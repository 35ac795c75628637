// Makes one call and prints how it went as JSON: { messages, headers, trailers } or { messages, error }.
// The first line of standard input says which: {"client": "grpc-js", "address": ..., "descriptorSet": (base64), "service": ..., "method": ..., "request": {...},
//   "bytesField": (name of the request's field that is bytes), "stream": false, "timeoutMs": 500, "headers": {}, "cancelAfterMessages": 2, "cancelOnInput": false (at the second line), "times": 1, "channelOptions": {}}
import { createInterface } from "node:readline";

const input = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const options = JSON.parse((await input.next()).value);
const { createClient } = await import(`./${options.client}.mjs`);
const client = createClient(options);
const abort = new AbortController();
if (options.bytesField) options.request[options.bytesField] = Buffer.from(options.request[options.bytesField]);
const call = { timeoutMs: options.timeoutMs, headers: options.headers, signal: abort.signal };
const messages = [];
const result = { messages };

if (options.cancelOnInput) void input.next().then(() => abort.abort());

const onMessage = (message) => {
  messages.push(message);
  if (messages.length === options.cancelAfterMessages) abort.abort();
};

try {
  if (options.stream) {
    Object.assign(result, await client.stream(options.method, options.request, call, onMessage));
  } else {
    const answers = await Promise.all(
      Array.from({ length: options.times ?? 1 }, () => client.unary(options.method, options.request, call)));
    const { headers, trailers } = answers[0];
    Object.assign(result, { messages: answers.map((answer) => answer.response), headers, trailers });
  }
} catch (error) {
  if (!("code" in error)) throw error;
  result.error = error;
}

client.close();
const printable = (key, value) => (typeof value === "bigint" ? String(value) : key === "$typeName" || key === "$unknown" ? undefined : value);
process.stdout.write(JSON.stringify(result, printable), () => process.exit(0));
