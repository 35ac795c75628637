using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Orchestrator.Gateway.Interceptors;

/// <summary>
/// A span for each call (activity source <c>Orchestrator.Gateway</c>), below the web server's: its status, request id and correlation
/// id, which are in the logs, rows and events of what the call began. A stream's lasts as long as the stream.
/// </summary>
sealed class TraceInterceptor : Interceptor
{
    const string CorrelationField = "correlation_id";

    // Validation comes later, and refuses a longer one.
    const int CorrelationMax = 128;
    static readonly ActivitySource Source = new("Orchestrator.Gateway");

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        using Activity? span = Start((IMessage)request, context);
        try
        {
            TResponse response = await continuation(request, context);
            End(span, StatusCode.OK);
            return response;
        }
        catch (RpcException e)
        {
            End(span, e.StatusCode);
            throw;
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        using Activity? span = Start((IMessage)request, context);
        try
        {
            await continuation(request, responseStream, context);
            End(span, StatusCode.OK);
        }
        catch (RpcException e)
        {
            End(span, e.StatusCode);
            throw;
        }
    }

    static Activity? Start(IMessage request, ServerCallContext context)
    {
        string method = context.Method.TrimStart('/');
        if (Source.StartActivity(method) is not { } span)
        {
            return null;
        }

        int slash = method.IndexOf('/', StringComparison.Ordinal);
        string requestId = RequestId.Of(context);
        return span
            .SetTag("rpc.system", "grpc")
            .SetTag("rpc.service", method[..slash])
            .SetTag("rpc.method", method[(slash + 1)..])
            .SetTag("orchestrator.request_id", requestId)
            .SetTag("orchestrator.correlation_id", CorrelationOf(request) ?? requestId);
    }

    static void End(Activity? span, StatusCode status)
    {
        span?.SetTag("rpc.grpc.status_code", (int)status);

        // By OpenTelemetry's rule for servers: what a client did wrong is not the server's error.
        if (status is StatusCode.Unknown or StatusCode.DeadlineExceeded or StatusCode.Unimplemented or StatusCode.Internal
            or StatusCode.Unavailable or StatusCode.DataLoss)
        {
            span?.SetStatus(ActivityStatusCode.Error);
        }
    }

    static string? CorrelationOf(IMessage request) =>
        request.Descriptor.FindFieldByName(CorrelationField) is { FieldType: FieldType.String, IsRepeated: false } field
            && field.Accessor.GetValue(request) is string { Length: > 0 and <= CorrelationMax } sent
            ? sent
            : null;
}
