using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Execution;
using Orchestrator.Functions.Handlers;

namespace Orchestrator.Functions.Tests.Handlers;

public sealed class HttpCallTests : IAsyncLifetime
{
    static readonly Guid Task = Guid.Parse("0193a000-0000-7000-8000-000000000001");
    readonly TaskCompletionSource _never = new();
    readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    WebApplication _server = null!;
    Func<HttpContext, Task> _answer = _ => System.Threading.Tasks.Task.CompletedTask;

    string Address => _server.Urls.First();

    public async Task InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Run(context => _answer(context));
        await _server.StartAsync();
    }

    public async Task DisposeAsync()
    {
        _never.TrySetResult();
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Call_Json_SendsItAllAndReturnsTheAnswer()
    {
        (string Method, string Path, string? Type, string? Key, string? Custom, string Body) seen = default;
        _answer = async context =>
        {
            HttpRequest request = context.Request;
            seen = (request.Method, request.Path + request.QueryString, request.ContentType, request.Headers["Idempotency-Key"], request.Headers["X-Team"],
                await new StreamReader(request.Body).ReadToEndAsync());
            context.Response.StatusCode = 201;
            await context.Response.WriteAsJsonAsync(new { id = 7 });
        };

        HandlerResult result = await CallAsync($$"""{"url":"{{Address}}/a/b?c=1","method":"PUT","headers":{"X-Team":"red"},"body":{"n":[1,2]} }""");

        Assert.Equal(("PUT", "/a/b?c=1", "application/json; charset=utf-8", $"{Task}-3", "red", """{"n":[1,2]}"""), seen);
        Assert.Equal("""{"id":7}""", result.Output);
        JsonElement structured = JsonElement.Parse(result.StructuredOutput!);
        Assert.Equal((201, 7), (structured.GetProperty("status").GetInt32(), structured.GetProperty("body").GetProperty("id").GetInt32()));
    }

    [Fact]
    public async Task Call_Text_IsSentAndReadAsText()
    {
        string body = "", type = "";
        _answer = async context =>
        {
            (body, type) = (await new StreamReader(context.Request.Body).ReadToEndAsync(), context.Request.ContentType ?? "");
            await context.Response.WriteAsync("plain \0 answer");
        };

        HandlerResult result = await CallAsync($$"""{"url":"{{Address}}","body":"wörds","headers":{"Content-Type":"text/csv"} }""");

        Assert.Equal(("wörds", "text/csv"), (body, type));
        Assert.DoesNotContain('\0', result.Output!);
        Assert.Equal(JsonValueKind.Null, JsonElement.Parse(result.StructuredOutput!).GetProperty("body").ValueKind);
    }

    [Theory]
    [InlineData(400, "invalid_request")]
    [InlineData(401, "unauthenticated")]
    [InlineData(403, "forbidden")]
    [InlineData(404, "not_found")]
    [InlineData(422, "invalid_request")]
    public async Task Call_AnswerThatStaysTheSame_IsPermanent(int status, string code)
    {
        _answer = Answer(status, "because");

        var error = await Assert.ThrowsAsync<PermanentTaskException>(() => CallAsync($$"""{"url":"{{Address}}"}"""));

        Assert.Equal((code, $"HTTP {status}: because"), (error.Code, error.Message));
    }

    [Theory]
    [InlineData(429, "17", "rate_limited", 17.0)]
    [InlineData(503, null, "unavailable", null)]
    [InlineData(500, null, "server_error", null)]
    [InlineData(302, null, "http_error", null)]
    [InlineData(409, null, "http_error", null)]
    public async Task Call_AnyOtherAnswer_IsRetryable(int status, string? retryAfter, string type, double? seconds)
    {
        _answer = Answer(status, "later", retryAfter);

        var error = await Assert.ThrowsAsync<RetryableTaskException>(() => CallAsync($$"""{"url":"{{Address}}"}"""));

        Assert.Equal((type, seconds), (error.ErrorType, error.RetryAfter?.TotalSeconds));
    }

    [Fact]
    public async Task Call_NobodyThere_IsRetryable()
    {
        string address = Address;
        await _server.StopAsync();

        Assert.Equal("unreachable", (await Assert.ThrowsAsync<RetryableTaskException>(() => CallAsync($$"""{"url":"{{address}}"}"""))).ErrorType);
    }

    [Fact]
    public async Task Call_NoAnswerInTime_IsRetryable()
    {
        _answer = _ => _never.Task;

        var error = await Assert.ThrowsAsync<RetryableTaskException>(() => CallAsync($$"""{"url":"{{Address}}","timeout_seconds":0.05}"""));

        Assert.Equal("timed_out", error.ErrorType);
    }

    [Fact]
    public async Task Call_TaskCancelled_StopsIt()
    {
        using var cancelled = new CancellationTokenSource();
        _answer = async _ =>
        {
            await cancelled.CancelAsync();
            await _never.Task;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CallAsync($$"""{"url":"{{Address}}"}""", cancellationToken: cancelled.Token));
    }

    [Fact]
    public async Task Call_AnswerTooLarge_IsPermanent()
    {
        _answer = async context =>
        {
            byte[] megabyte = new byte[1024 * 1024];
            for (int i = 0; i < 5; i++)
            {
                await context.Response.Body.WriteAsync(megabyte);
            }
        };

        Assert.Equal("answer_too_large", (await Assert.ThrowsAsync<PermanentTaskException>(() => CallAsync($$"""{"url":"{{Address}}"}"""))).Code);
    }

    [Theory]
    [InlineData("""{"url":"ftp://x/"}""", "parameters.url")]
    [InlineData("""{"url":"/relative"}""", "parameters.url")]
    [InlineData("""{"url":"http://user:word@x/"}""", "parameters.url")]
    [InlineData("""{"url":"http://x/","method":"TRACE"}""", "parameters.method")]
    [InlineData("""{"url":"http://x/","method":"GET","body":1}""", "parameters.body")]
    [InlineData("""{"url":"http://x/","timeout_seconds":601}""", "parameters.timeout_seconds")]
    [InlineData("""{"url":"http://x/","headers":{"a b":"c"}}""", "parameters.headers[a b]")]
    [InlineData("""{"url":"http://x/","headers":{"a":"c\nd"}}""", "parameters.headers[a]")]
    [InlineData("""{"url":"http://x/","headers":{"a":1}}""", "parameters.headers[a]")]
    public async Task Call_BadParameters_NameTheField(string parameters, string field)
    {
        var error = await Assert.ThrowsAsync<PermanentTaskException>(() => CallAsync(parameters));

        Assert.Equal(ParametersJson.InvalidParameters, error.Code);
        Assert.Contains(field, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "http://api.example.com/", false)]
    [InlineData("api.example.com", "https://api.example.com/x", true)]
    [InlineData("api.example.com", "https://api.example.com:8443/x", true)]
    [InlineData("api.example.com", "https://evil-api.example.com/", false)]
    [InlineData("other.example, *.example.com", "https://a.b.EXAMPLE.com/", true)]
    [InlineData("*.example.com", "https://example.com/", false)]
    [InlineData("*.example.com", "https://badexample.com/", false)]
    [InlineData("localhost:9000", "http://localhost:9000/", true)]
    [InlineData("localhost:9000", "http://localhost:9001/", false)]
    [InlineData("example.com", "http://169.254.169.254/metadata", false)]
    public void AllowedHosts_Address_OnlyWhenNamed(string? setting, string address, bool isAllowed)
    {
        Exception? refused = Record.Exception(() => new AllowedHosts(setting).Check(new Uri(address)));

        Assert.Equal(isAllowed, refused is null);
        Assert.True(isAllowed || ((PermanentTaskException)refused!).Code == "host_not_allowed");
    }

    static Func<HttpContext, Task> Answer(int status, string body, string? retryAfter = null) => async context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        context.Response.Headers.Location = "/elsewhere";
        await context.Response.WriteAsync(body);
    };

    Task<HandlerResult> CallAsync(string parameters, CancellationToken cancellationToken = default)
    {
        var attempt = new TaskAttempt(new AttemptKey(Task, 1, 3), "http.call", Prompt: null, parameters, 0, 3, DateTimeOffset.UnixEpoch);
        return new HttpCallHandler(_http, new AllowedHosts("127.0.0.1"), TimeProvider.System)
            .RunAsync(new HandlerContext(attempt, "worker", CancellationToken.None), cancellationToken);
    }
}
