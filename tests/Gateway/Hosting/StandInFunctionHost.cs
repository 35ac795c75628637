using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Orchestrator.Gateway.Tests.Hosting;

/// <summary>
/// Stands in for the function app: answers its HTTP triggers as it is told to and remembers what it was asked. It runs
/// nothing.
/// </summary>
public sealed class StandInFunctionHost : IAsyncDisposable
{
    /// <summary>Instead of an answer: silence until the caller gives up.</summary>
    public const int Hang = 0;

    readonly WebApplication _app;

    StandInFunctionHost(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>HTTP status of every answer, or <see cref="Hang"/>.</summary>
    public int Answer { get; set; } = StatusCodes.Status202Accepted;

    public ConcurrentQueue<(string Path, string Body, string? Key)> Requests { get; } = new();

    /// <summary>Header <c>authorization</c> of each request; empty where there was none.</summary>
    public ConcurrentQueue<string> Authorizations { get; } = new();

    public static async Task<StandInFunctionHost> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        var host = new StandInFunctionHost(app);
        app.Run(host.AnswerAsync);
        await app.StartAsync();
        host.Address = new Uri(
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return host;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    async Task AnswerAsync(HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body);
        Authorizations.Enqueue(context.Request.Headers.Authorization.ToString());
        Requests.Enqueue((
            context.Request.Path.Value!, await body.ReadToEndAsync(), context.Request.Headers["x-functions-key"].FirstOrDefault()));
        if (Answer == Hang)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        context.Response.StatusCode = Answer;
        await context.Response.WriteAsync(Answer >= 400 ? "the stand-in was told to" : "{}");
    }
}
