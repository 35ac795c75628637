using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Llm;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Tests.Support;

namespace Orchestrator.Functions.Tests.Llm;

/// <summary>Handler <c>llm.complete</c> against a server that speaks OpenAI's protocol: one request for each intent row.</summary>
public sealed class LlmCompleteTests : IAsyncLifetime
{
    ModelServer _server = null!;
    AttemptFixture _fixture = null!;

    public async Task InitializeAsync()
    {
        _server = await ModelServer.StartAsync();
        _fixture = await AttemptFixture.CreateAsync(_server.Settings());
    }

    public async Task DisposeAsync()
    {
        await _fixture.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Run_Answered_RecordsTextAndUsage()
    {
        _server.NextText("It survives.");
        Guid id = await _fixture.Tasks.InsertAsync(HandlerNames.LlmComplete, new LlmParameters("Be brief.", Temperature: 0.25, MaxOutputTokens: 50));

        AttemptOutcome outcome = await _fixture.RunAsync(id);

        Assert.Equal(AttemptResult.Completed, outcome.Result);
        Assert.Equal("It survives.", await _fixture.Tasks.FieldAsync(id, "output"));
        Assert.Equal(["test-model-2026 11 7 18"], await _fixture.Tasks.ListAsync(
            "SELECT concat_ws(' ', model_name, prompt_tokens, completion_tokens, total_tokens) FROM orchestrator.task_executions WHERE task_id = $1", id));
        Assert.Equal(["openai test-model succeeded 200 11 3 7 stop"], await _fixture.Tasks.ListAsync(
            """
            SELECT concat_ws(' ', provider, model, outcome, http_status, input_tokens, cached_tokens, output_tokens, finish_reason)
            FROM orchestrator.llm_calls WHERE task_id = $1
            """,
            id));
        JsonElement body = JsonElement.Parse(_server.LastBody);
        Assert.Equal("test-model", body.GetProperty("model").GetString());
        Assert.Equal(0.25, body.GetProperty("temperature").GetDouble());
        Assert.Equal(["system", "user"], body.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("role").GetString()));
        Assert.Equal($"Bearer {ModelServer.Key}", _server.LastAuthorization);
        Assert.Equal(1, _server.Requests);
    }

    [Fact]
    public async Task Run_AnswerWithWhatCannotBeStored_IsKeptWithoutIt()
    {
        _server.Next(200, ModelServer.Completion("paid")
            .Replace("test-model-2026", "test\\u0000model", StringComparison.Ordinal)
            .Replace("\"prompt_tokens\":11", "\"prompt_tokens\":-1", StringComparison.Ordinal));
        Guid id = await _fixture.Tasks.InsertAsync(HandlerNames.LlmComplete);

        AttemptOutcome outcome = await _fixture.RunAsync(id);

        Assert.Equal(AttemptResult.Completed, outcome.Result);
        Assert.Equal("paid", await _fixture.Tasks.FieldAsync(id, "output"));
        Assert.Equal(["test\uFFFDmodel 7"], await _fixture.Tasks.ListAsync(
            "SELECT concat_ws(' ', response ->> 'Model', input_tokens, output_tokens) FROM orchestrator.llm_calls WHERE task_id = $1", id));
        Assert.Equal(1, _server.Requests);
    }

    [Fact]
    public async Task Run_RateLimited_WaitsAsLongAsTheServerAsks()
    {
        _server.Next(429, ModelServer.Error("rate_limit_exceeded", "slow down"), retryAfter: "7").NextText("now");
        Guid id = await _fixture.Tasks.InsertAsync(HandlerNames.LlmComplete);

        AttemptOutcome first = await _fixture.RunAsync(id);
        AttemptOutcome second = await _fixture.RunAsync(id, number: 2);

        Assert.Equal(new AttemptOutcome(AttemptResult.RetryScheduled, TimeSpan.FromSeconds(7), "rate_limited"), first);
        Assert.Equal(AttemptResult.Completed, second.Result);
        Assert.Equal(["1/1 rate_limited", "2/1 succeeded"], await _fixture.Tasks.CallsAsync(id));
        Assert.Equal(2, _server.Requests);
    }

    [Fact]
    public async Task Run_RetryAfterAsADate_IsTheTimeUntilThen()
    {
        _server.Next(503, "", retryAfter: DateTimeOffset.UtcNow.AddSeconds(60).ToString("R"));
        Guid id = await _fixture.Tasks.InsertAsync(HandlerNames.LlmComplete);

        AttemptOutcome outcome = await _fixture.RunAsync(id);

        Assert.Equal("unavailable", outcome.Reason);
        Assert.InRange(outcome.Delay!.Value.TotalSeconds, 30, 61);
    }

    [Theory]
    [InlineData(500, "server_error")]
    [InlineData(502, "server_error")]
    [InlineData(409, "http_error")]
    public async Task Run_ErrorThatMayPass_IsOneRequestAndRetried(int status, string errorType)
    {
        _server.Next(status, "oops");
        Guid id = await _fixture.Tasks.InsertAsync(HandlerNames.LlmComplete);

        AttemptOutcome outcome = await _fixture.RunAsync(id);

        Assert.Equal((AttemptResult.RetryScheduled, errorType), (outcome.Result, outcome.Reason));
        Assert.InRange(outcome.Delay!.Value.TotalSeconds, 1, 1.1);
        Assert.Equal(1, _server.Requests);
        Assert.Equal(["1/1 failed"], await _fixture.Tasks.CallsAsync(id));
    }

    [Theory]
    [InlineData(400, "invalid_request")]
    [InlineData(401, "unauthenticated")]
    [InlineData(403, "forbidden")]
    [InlineData(404, "not_found")]
    [InlineData(422, "invalid_request")]
    public async Task Run_ErrorThatStays_FailsTheTaskWithTheProvidersWords(int status, string errorType)
    {
        _server.Next(status, ModelServer.Error("some_code", "the provider's words"));
        Guid id = await _fixture.Tasks.InsertAsync(HandlerNames.LlmComplete);

        AttemptOutcome outcome = await _fixture.RunAsync(id);

        Assert.Equal(new AttemptOutcome(AttemptResult.Failed, Reason: errorType), outcome);
        Assert.Contains("the provider's words", await _fixture.Tasks.FieldAsync(id, "error_message"), StringComparison.Ordinal);
        Assert.Equal(1, _server.Requests);
    }

    [Theory]
    [InlineData("not JSON at all")]
    [InlineData("{\"choices\":")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"choices\":[]}")]
    public async Task Run_BrokenAnswer_IsRetried(string body)
    {
        _server.Next(200, body);
        Guid id = await _fixture.Tasks.InsertAsync(HandlerNames.LlmComplete);

        AttemptOutcome outcome = await _fixture.RunAsync(id);

        Assert.Equal(AttemptResult.RetryScheduled, outcome.Result);
        Assert.Contains(outcome.Reason, (string[])["invalid_answer", "empty_answer"]);
        Assert.Equal(1, _server.Requests);
    }

    [Fact]
    public async Task Run_ConnectionCutInTheAnswer_IsRetried()
    {
        _server.Next(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = 10_000;
            await context.Response.WriteAsync("{\"id\":\"c1\",");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        Guid id = await _fixture.Tasks.InsertAsync(HandlerNames.LlmComplete);

        AttemptOutcome outcome = await _fixture.RunAsync(id);

        Assert.Equal((AttemptResult.RetryScheduled, "connection_lost"), (outcome.Result, outcome.Reason));
        Assert.Equal(["1/1 failed"], await _fixture.Tasks.CallsAsync(id));
        Assert.Equal(1, _server.Requests);
    }

    [Fact]
    public async Task Run_NoAnswerInTime_IsRetried()
    {
        await using ModelServer slow = await ModelServer.StartAsync();
        slow.Next(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using AttemptFixture fixture = await AttemptFixture.CreateAsync(slow.Settings(timeoutSeconds: 0.3));
        Guid id = await fixture.Tasks.InsertAsync(HandlerNames.LlmComplete);

        AttemptOutcome outcome = await fixture.RunAsync(id);

        Assert.Equal((AttemptResult.RetryScheduled, "timed_out"), (outcome.Result, outcome.Reason));
        Assert.Equal(["1/1 timed_out"], await fixture.Tasks.CallsAsync(id));
        Assert.Equal(1, slow.Requests);
    }

    [Theory]
    [InlineData("", "stop", AttemptResult.RetryScheduled, "empty_answer", "1/1 empty")]
    [InlineData("half", "content_filter", AttemptResult.Failed, "blocked", "1/1 blocked")]
    public async Task Run_EmptyOrBlockedAnswer_IsNoResult(string text, string finish, AttemptResult result, string reason, string call)
    {
        _server.NextText(text, finish);
        Guid id = await _fixture.Tasks.InsertAsync(HandlerNames.LlmComplete);

        AttemptOutcome outcome = await _fixture.RunAsync(id);

        Assert.Equal((result, reason), (outcome.Result, outcome.Reason));
        Assert.Equal([call], await _fixture.Tasks.CallsAsync(id));
    }

    [Fact]
    public async Task Run_AnswerCutByItsLimit_CompletesWithAWarning()
    {
        _server.NextText("half a sen", "length");
        Guid id = await _fixture.Tasks.InsertAsync(HandlerNames.LlmComplete);

        await _fixture.RunAsync(id);

        Assert.Equal("completed_with_warnings 1 length", await _fixture.Tasks.FieldAsync(
            id, "concat_ws(' ', status, warnings_count, task_output ->> 'finish_reason')"));
    }

    [Fact]
    public async Task Run_ASecondCopyWhileTheFirstCalls_WaitsAndDoesNotCall()
    {
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        _server.Next(async context =>
        {
            asked.SetResult();
            await answer.Task;
            await context.Response.WriteAsync(ModelServer.Completion("once"));
        });
        Guid id = await _fixture.Tasks.InsertAsync(HandlerNames.LlmComplete);

        Task<AttemptOutcome> first = _fixture.RunAsync(id);
        await asked.Task;
        Task<AttemptOutcome>[] copies = [_fixture.RunAsync(id), _fixture.RunAsync(id)];
        Task<AttemptOutcome> anyCopy = await Task.WhenAny([.. copies, Task.Delay(1_000).ContinueWith(_ => AttemptOutcome.Stopped("still waiting"))]);
        Assert.Equal("still waiting", (await anyCopy).Reason);
        answer.SetResult();

        Assert.All(await Task.WhenAll([first, .. copies]), outcome => Assert.Equal(AttemptResult.Completed, outcome.Result));
        Assert.Equal(1, _server.Requests);
        Assert.Equal(["1/1 succeeded"], await _fixture.Tasks.CallsAsync(id));
        Assert.Equal("once", await _fixture.Tasks.FieldAsync(id, "output"));
    }

    [Fact]
    public async Task Run_AfterACrashBetweenAnswerAndResult_ReusesTheAnswer()
    {
        Guid id = await _fixture.Tasks.InsertAsync(HandlerNames.LlmComplete);
        await _fixture.Store.BeginAsync(new AttemptKey(id, 1, 1), "dead", CancellationToken.None);
        var calls = _fixture.Services.GetRequiredService<ILlmCallStore>();
        var request = new LlmRequest("openai", "test-model", SystemPrompt: null, "What is durable?", Temperature: null, MaxOutputTokens: null);
        var granted = Assert.IsType<LlmIntent.Granted>(
            await calls.IntendAsync(id, 1, request, "dead", TimeSpan.FromMinutes(1), CancellationToken.None));
        await calls.AnswerAsync(granted.Call, new LlmAnswer(LlmOutcome.Succeeded, "m", "paid for", 1, 0, 2, "stop", 200), TimeSpan.Zero, CancellationToken.None);

        AttemptOutcome outcome = await _fixture.RunAsync(id);

        Assert.Equal(AttemptResult.Completed, outcome.Result);
        Assert.Equal("paid for", await _fixture.Tasks.FieldAsync(id, "output"));
        Assert.Equal(0, _server.Requests);
    }

    [Fact]
    public async Task Run_AfterACrashDuringTheCall_WaitsForTheLeaseThenCallsAnew()
    {
        _server.NextText("anew");
        Guid id = await _fixture.Tasks.InsertAsync(HandlerNames.LlmComplete);
        var calls = _fixture.Services.GetRequiredService<ILlmCallStore>();
        var request = new LlmRequest("openai", "test-model", SystemPrompt: null, "What is durable?", Temperature: null, MaxOutputTokens: null);
        await calls.IntendAsync(id, 1, request, "dead", TimeSpan.FromMilliseconds(400), CancellationToken.None);

        AttemptOutcome outcome = await _fixture.RunAsync(id);

        Assert.Equal(AttemptResult.Completed, outcome.Result);
        Assert.Equal(["1/1 unknown", "1/2 succeeded"], await _fixture.Tasks.CallsAsync(id));
        Assert.Equal(1, _server.Requests);
    }

    [Fact]
    public async Task Run_CancelledDuringTheCall_RecordsTheAnswerAndIgnoresIt()
    {
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        _server.Next(async context =>
        {
            asked.SetResult();
            await answer.Task;
            await context.Response.WriteAsync(ModelServer.Completion("paid for"));
        });
        Guid id = await _fixture.Tasks.InsertAsync(HandlerNames.LlmComplete);
        Task<AttemptOutcome> attempt = _fixture.RunAsync(id);
        await asked.Task;

        await _fixture.Tasks.CancelAsync(id);
        answer.SetResult();

        Assert.Equal(AttemptOutcome.Stopped("cancelled"), await attempt);
        Assert.Equal(["1/1 succeeded"], await _fixture.Tasks.CallsAsync(id));
        Assert.Contains("task.result_ignored", await _fixture.Tasks.EventsAsync(id));
    }

    [Fact]
    public async Task Run_HostStopsDuringTheCall_MakesItUnknownAtOnce()
    {
        await using AttemptFixture fixture = await AttemptFixture.CreateAsync(_server.Settings(), services => services.Replace(
            ServiceDescriptor.Singleton(LlmLedgerTiming.Default with { Drain = TimeSpan.FromMilliseconds(100) })));
        var asked = new TaskCompletionSource();
        _server.Next(async context =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        Guid id = await fixture.Tasks.InsertAsync(HandlerNames.LlmComplete);
        using var stopping = new CancellationTokenSource();
        Task<AttemptOutcome> attempt = fixture.RunAsync(id, hostStopping: stopping.Token);
        await asked.Task;

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => attempt);
        Assert.Equal(["1/1 unknown"], await fixture.Tasks.CallsAsync(id));
        Assert.Equal(["1 running"], await fixture.Tasks.AttemptsAsync(id));
    }

    [Fact]
    public async Task Run_AnswerWithNul_IsStoredCleaned()
    {
        _server.NextText("a\\u0000b");
        Guid id = await _fixture.Tasks.InsertAsync(HandlerNames.LlmComplete);

        await _fixture.RunAsync(id);

        Assert.Equal("a\ufffdb", await _fixture.Tasks.FieldAsync(id, "output"));
    }
}
