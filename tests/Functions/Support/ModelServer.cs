using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Orchestrator.Functions.Tests.Support;

/// <summary>A small server that speaks OpenAI's chat completions, with the answers that a test gives it.</summary>
sealed class ModelServer : IAsyncDisposable
{
    public const string Key = "sk-test";
    readonly WebApplication _app;
    readonly ConcurrentQueue<Func<HttpContext, Task>> _answers = new();
    int _requests;

    ModelServer(WebApplication app) => _app = app;

    /// <summary>Number of HTTP requests so far.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Body of the last request.</summary>
    public string LastBody { get; private set; } = "";

    public string? LastAuthorization { get; private set; }

    /// <summary>Azure's header.</summary>
    public string? LastApiKey { get; private set; }

    /// <summary>Path and query of the last request, as they were sent.</summary>
    public string LastTarget { get; private set; } = "";

    public Dictionary<string, string?> Settings(double timeoutSeconds = 20) => new()
    {
        ["ORCHESTRATOR_LLM_ENDPOINT"] =
            _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/v1",
        ["ORCHESTRATOR_LLM_KEY"] = Key,
        ["ORCHESTRATOR_LLM_MODEL"] = "test-model",
        ["ORCHESTRATOR_LLM_TIMEOUT_SECONDS"] = FormattableString.Invariant($"{timeoutSeconds}"),
    };

    public static async Task<ModelServer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        var server = new ModelServer(app);
        app.MapPost("/v1/chat/completions", server.AnswerAsync);
        app.MapPost("/openai/deployments/{deployment}/chat/completions", server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>The next request gets this answer; without one, 500.</summary>
    public ModelServer Next(Func<HttpContext, Task> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    public ModelServer Next(int status, string body, string? retryAfter = null) => Next(async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        await context.Response.WriteAsync(body);
    });

    public ModelServer NextText(string text, string finishReason = "stop") => Next(200, Completion(text, finishReason));

    public static string Completion(string text, string finishReason = "stop") =>
        $$"""
        {"id":"c1","object":"chat.completion","created":1760000000,"model":"test-model-2026",
         "choices":[{"index":0,"finish_reason":"{{finishReason}}","message":{"role":"assistant","content":"{{text}}"} }],
         "usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18,"prompt_tokens_details":{"cached_tokens":3} } }
        """;

    public static string Error(string code, string message) =>
        $$"""{"error":{"code":"{{code}}","message":"{{message}}","type":"error"} }""";

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }

    async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        using var reader = new StreamReader(context.Request.Body);
        LastBody = await reader.ReadToEndAsync();
        LastAuthorization = context.Request.Headers.Authorization;
        LastApiKey = context.Request.Headers["api-key"];
        LastTarget = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (_answers.TryDequeue(out Func<HttpContext, Task>? answer))
        {
            await answer(context);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }
}
