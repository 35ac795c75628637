using Grpc.Core;

namespace Grpc.Net.Client.Internal;

/// <summary>Starts calls over a channel's HTTP client.</summary>
sealed class HttpCallInvoker(GrpcChannel channel) : CallInvoker
{
    // The signature is synchronous, so the thread waits; servers should call AsyncUnaryCall.
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        using AsyncUnaryCall<TResponse> call = AsyncUnaryCall(method, host, options, request);
        return call.ResponseAsync.GetAwaiter().GetResult();
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new GrpcCall(channel, method, host, options);
        call.Start(call.CreateContent(request, method.RequestMarshaller));
        return new AsyncUnaryCall<TResponse>(
            call.ReadSingleAsync(method.ResponseMarshaller), static state => ((GrpcCall)state).Headers, Status, Trailers, Dispose, call);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new GrpcCall(channel, method, host, options);
        call.Start(call.CreateContent(request, method.RequestMarshaller));
        return new AsyncServerStreamingCall<TResponse>(
            new ResponseStreamReader<TResponse>(call, method.ResponseMarshaller),
            static state => ((GrpcCall)state).Headers,
            Status,
            Trailers,
            Dispose,
            call);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new GrpcCall(channel, method, host, options);
        var requests = new RequestStreamWriter<TRequest>(call, method.RequestMarshaller);
        call.Start(requests.Content);
        return new AsyncClientStreamingCall<TRequest, TResponse>(
            requests,
            call.ReadSingleAsync(method.ResponseMarshaller),
            static state => ((GrpcCall)state).Headers,
            Status,
            Trailers,
            Dispose,
            call);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new GrpcCall(channel, method, host, options);
        var requests = new RequestStreamWriter<TRequest>(call, method.RequestMarshaller);
        call.Start(requests.Content);
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(
            requests,
            new ResponseStreamReader<TResponse>(call, method.ResponseMarshaller),
            static state => ((GrpcCall)state).Headers,
            Status,
            Trailers,
            Dispose,
            call);
    }

    static Status Status(object call) => ((GrpcCall)call).GetStatus();

    static Metadata Trailers(object call) => ((GrpcCall)call).GetTrailers();

    static void Dispose(object call) => ((GrpcCall)call).Dispose();
}
