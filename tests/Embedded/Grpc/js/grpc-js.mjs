// @grpc/grpc-js: gRPC over HTTP/2.
import grpc from "@grpc/grpc-js";
import protoLoader from "@grpc/proto-loader";

// Loaded from descriptors, messages have the names of the .proto; the other clients (and our scripts) say camelCase.
const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const camel = (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
const rename = (value, change) =>
  Array.isArray(value)
    ? value.map((item) => rename(item, change))
    : value !== null && typeof value === "object" && !ArrayBuffer.isView(value)
      ? Object.fromEntries(Object.entries(value).map(([key, item]) => [change(key), rename(item, change)]))
      : value;

export function createClient({ descriptorSet, service, address, channelOptions = {} }) {
  const definition = protoLoader.loadFileDescriptorSetFromBuffer(Buffer.from(descriptorSet, "base64"), { bytes: Buffer });
  const Service = grpc.loadPackageDefinition(definition);
  const Client = service.split(".").reduce((scope, name) => scope[name], Service);
  const client = new Client(new URL(address).host, grpc.credentials.createInsecure(), channelOptions);

  const options = ({ timeoutMs }) => (timeoutMs === undefined ? {} : { deadline: Date.now() + timeoutMs });
  const metadata = ({ headers = {} }) => {
    const result = new grpc.Metadata();
    for (const [key, value] of Object.entries(headers)) {
      result.set(key, key.endsWith("-bin") ? Buffer.from(value, "hex") : value);
    }
    return result;
  };
  const plain = (map) =>
    Object.fromEntries(
      Object.keys(map.getMap()).map((key) => [key, map.get(key).map((v) => (Buffer.isBuffer(v) ? v.toString("hex") : v)).join(", ")]));
  const failure = (error) => ({ code: error.code, message: error.details, trailers: error.metadata ? plain(error.metadata) : {} });

  return {
    unary(method, request, call = {}) {
      return new Promise((resolve, reject) => {
        let headers = {};
        let response;
        const started = client[method](rename(request, snake), metadata(call), options(call), (error, message) => {
          if (error) reject(failure(error));
          response = rename(message, camel);
        });
        started.on("metadata", (map) => (headers = plain(map)));
        started.on("status", (status) => status.code === 0 && resolve({ response, headers, trailers: plain(status.metadata) }));
        call.signal?.addEventListener("abort", () => started.cancel());
      });
    },
    stream(method, request, call, onMessage) {
      return new Promise((resolve, reject) => {
        const started = client[method](rename(request, snake), metadata(call), options(call));
        started.on("data", (message) => onMessage(rename(message, camel)));
        started.on("error", (error) => reject(failure(error)));
        started.on("status", (status) => status.code === 0 && resolve({ trailers: plain(status.metadata) }));
        call.signal?.addEventListener("abort", () => started.cancel());
      });
    },
    raw: client,
    close: () => client.close(),
  };
}
