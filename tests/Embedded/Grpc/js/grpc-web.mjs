// Google's grpc-web in text mode: base64 bodies through XMLHttpRequest, HTTP/1.1.
import { create, createFileRegistry, fromBinary, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import grpcWeb from "grpc-web";
import xhr2 from "xhr2";

globalThis.XMLHttpRequest = xhr2;

export function createClient({ descriptorSet, service, address }) {
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, Buffer.from(descriptorSet, "base64")));
  const descriptor = registry.getService(service);
  const client = new grpcWeb.GrpcWebClientBase({ format: "text" });

  const prepare = (name, type) => {
    const method = descriptor.methods.find((candidate) => candidate.name === name);
    return new grpcWeb.MethodDescriptor(
      `/${service}/${name}`, type, Object, Object,
      (request) => toBinary(method.input, create(method.input, request)),
      (bytes) => fromBinary(method.output, bytes));
  };
  const url = (name) => new URL(`/${service}/${name}`, address).href;
  const metadata = ({ headers = {}, timeoutMs }) => ({
    ...headers,
    ...(timeoutMs === undefined ? {} : { deadline: String(Date.now() + timeoutMs) }),
  });
  const failure = (error) => ({ code: error.code, message: error.message, trailers: error.metadata ?? {} });

  return {
    unary(method, request, call = {}) {
      return new Promise((resolve, reject) => {
        const started = client.rpcCall(url(method), request, metadata(call), prepare(method, "unary"), (error, response) =>
          error ? reject(failure(error)) : resolve({ response }));
        call.signal?.addEventListener("abort", () => started.cancel());
      });
    },
    stream(method, request, call, onMessage) {
      return new Promise((resolve, reject) => {
        const started = client.serverStreaming(url(method), request, metadata(call), prepare(method, "server_streaming"));
        started.on("data", onMessage);
        started.on("error", (error) => reject(failure(error)));
        started.on("end", () => resolve({}));
        call.signal?.addEventListener("abort", () => {
          started.cancel();
          reject({ code: 1, message: "cancelled" });
        });
      });
    },
    close() {},
  };
}
