using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Serves one method: from the accepted request to the status in the trailers.</summary>
abstract class ServerCallHandler<TRequest, TResponse>(Method<TRequest, TResponse> method, MethodOptions options, ILogger logger)
    where TRequest : class
    where TResponse : class
{
    protected Method<TRequest, TResponse> Method => method;

    public async Task HandleAsync(HttpContext httpContext)
    {
        if (!RequestCheck.Accept(httpContext))
        {
            return;
        }

        var call = new HttpContextServerCallContext(httpContext, options, logger);
        httpContext.Features.Set<IServerCallContextFeature>(call);
        call.Start();
        Task work = InvokeAsync(httpContext, call);
        if (call.Deadline is { } deadline)
        {
            await using (deadline)
            {
                if (await deadline.PassesBeforeAsync(work))
                {
                    await call.EndByDeadlineAsync();

                    // The scope of the request stays until the handler has noticed; what it still says does not count.
                    await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    return;
                }
            }
        }

        try
        {
            await work;
            await call.EndAsync();
        }
#pragma warning disable CA1031 // whatever a handler throws ends its call with a status
        catch (Exception e)
#pragma warning restore CA1031
        {
            await call.EndWithErrorAsync(e);
        }
    }

    protected abstract Task InvokeAsync(HttpContext httpContext, HttpContextServerCallContext call);

    protected async ValueTask<TRequest> ReadRequestAsync(HttpContextServerCallContext call) =>
        await call.Requests.ReadSingleAsync(method.RequestMarshaller.ContextualDeserializer, call.Token)
        ?? throw new RpcException(new Status(StatusCode.Internal, "Incomplete message."));

    protected Task WriteResponseAsync(HttpContextServerCallContext call, TResponse? response) =>
        call.WriteMessageAsync(
            response ?? throw new RpcException(new Status(StatusCode.Cancelled, "No message returned from method.")),
            method.ResponseMarshaller.ContextualSerializer,
            call.WriteOptions,
            flush: false);
}
