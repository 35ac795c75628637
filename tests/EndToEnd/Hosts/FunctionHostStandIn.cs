using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Orchestrator.EndToEnd.Tests.Hosts;

/// <summary>
/// Stand-in between the gateway and the real function host: passes requests on (with no host behind it, answers 503), except
/// those to a path that contains <c>held</c>, which it never answers. So a test can kill the gateway exactly there.
/// </summary>
internal sealed class FunctionHostStandIn : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly HttpClient _forward = new();
    readonly TaskCompletionSource _holding = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly CancellationTokenSource _closing = new();

    FunctionHostStandIn(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    /// <summary>Completes when the first request is held.</summary>
    public Task Holding => _holding.Task;

    public static async Task<FunctionHostStandIn> StartAsync(string held, Uri? functions)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        var standIn = new FunctionHostStandIn(app);
        app.Run(context => standIn.AnswerAsync(context, held, functions));
        await app.StartAsync();
        return standIn;
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _app.DisposeAsync();
        _forward.Dispose();
        _closing.Dispose();
    }

    async Task AnswerAsync(HttpContext context, string held, Uri? functions)
    {
        if (context.Request.Path.Value!.Contains(held, StringComparison.Ordinal))
        {
            _holding.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, CancellationTokenSource
                .CreateLinkedTokenSource(context.RequestAborted, _closing.Token).Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        if (functions is null)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method), new Uri(functions, context.Request.Path + context.Request.QueryString));
        request.Content = new StreamContent(context.Request.Body);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        request.Headers.TryAddWithoutValidation("x-functions-key", context.Request.Headers["x-functions-key"].ToString());
        using HttpResponseMessage answer = await _forward.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
