// @connectrpc/connect-web: gRPC-web (binary) through fetch, HTTP/1.1.
import { createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, createClient as createConnectClient } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";

export function createClient({ descriptorSet, service, address }) {
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, Buffer.from(descriptorSet, "base64")));
  const client = createConnectClient(registry.getService(service), createGrpcWebTransport({ baseUrl: address }));
  const local = (method) => method[0].toLowerCase() + method.slice(1);

  const plain = (headers) => Object.fromEntries([...(headers ?? [])].map(([key, value]) => [key, key.endsWith("-bin") ? hex(value) : value]));
  const hex = (base64) => Buffer.from(base64, "base64").toString("hex");
  const options = ({ timeoutMs, signal, headers = {} }, seen) => ({
    timeoutMs,
    signal,
    headers: Object.entries(headers).map(([key, value]) => [key, key.endsWith("-bin") ? Buffer.from(value, "hex").toString("base64") : value]),
    onHeader: (headers) => (seen.headers = plain(headers)),
    onTrailer: (trailers) => (seen.trailers = plain(trailers)),
  });
  const failure = (error, seen) => {
    const connectError = ConnectError.from(error);
    return {
      code: connectError.code,
      name: Code[connectError.code],
      message: connectError.rawMessage,
      trailers: { ...plain(connectError.metadata), ...seen.trailers },
    };
  };

  return {
    async unary(method, request, call = {}) {
      const seen = {};
      try {
        const response = await client[local(method)](request, options(call, seen));
        return { response, ...seen };
      } catch (error) {
        throw failure(error, seen);
      }
    },
    async stream(method, request, call, onMessage) {
      const seen = {};
      try {
        for await (const message of client[local(method)](request, options(call, seen))) onMessage(message);
        return { trailers: seen.trailers };
      } catch (error) {
        throw failure(error, seen);
      }
    },
    close() {},
  };
}
