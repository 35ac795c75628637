using System.Diagnostics;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Orchestrator.Tests.Support;
using StatusCode = Grpc.Core.StatusCode;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.Gateway.Tests.Interceptors;

/// <summary>What the gateway tells OpenTelemetry of a call, by a receiver in this process.</summary>
public sealed class TraceTests : IAsyncLifetime
{
    readonly EndedSpans _spans = new();
    OtlpReceiver _receiver = null!;
    GatewayHost _gateway = null!;

    public async Task InitializeAsync()
    {
        _receiver = await OtlpReceiver.StartAsync();
        _gateway = await GatewayHost.StartAsync(
            services => services.ConfigureOpenTelemetryTracerProvider(traces => traces.AddProcessor(_spans)), [.. _receiver.Settings]);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task CreateTask_Call_IsOneTraceDownToRowsAndFunctionHost()
    {
        CreateTaskRequest request = Requests.Echo();
        request.CorrelationId = $"correlation-{Guid.NewGuid():N}";

        await _gateway.Tasks.CreateTaskAsync(request);
        Flush();

        Activity rpc = Span("orchestrator.v1.TaskService/CreateTask", request.CorrelationId);
        Assert.Equal("Orchestrator.Gateway", rpc.Source.Name);
        Assert.Equal(0, rpc.GetTagItem("rpc.grpc.status_code"));
        Assert.NotNull(rpc.GetTagItem("orchestrator.request_id"));
        string[] sources = [.. _spans.All.Where(span => span.TraceId == rpc.TraceId).Select(span => span.Source.Name).Distinct()];
        Assert.Contains("Microsoft.AspNetCore", sources);
        Assert.Contains("Npgsql", sources);
        Assert.Contains("System.Net.Http", sources);
    }

    [Fact]
    public async Task FailedCall_Span_HasTheStatusAndTheRequestIdAsCorrelation()
    {
        string id = $"request-{Guid.NewGuid():N}";

        await Assert.ThrowsAsync<RpcException>(async () => await _gateway.Tasks.GetTaskAsync(
            new GetTaskRequest { TaskId = "x" }, new Metadata { { "x-request-id", id } }));
        Flush();

        Activity rpc = Span("orchestrator.v1.TaskService/GetTask", id);
        Assert.Equal((int)StatusCode.InvalidArgument, rpc.GetTagItem("rpc.grpc.status_code"));
        Assert.Equal(ActivityStatusCode.Unset, rpc.Status);
    }

    [Fact]
    public async Task Calls_AsReceived_HaveNoSecretAndNoPrompt()
    {
        await _gateway.Tasks.CreateTaskAsync(
            Requests.Llm("prompt-nobody-may-read"), new Metadata { { "x-api-key", "orc_secret-key" }, { "authorization", "Bearer secret-token" } });
        using var http = new HttpClient();
        using HttpResponseMessage _ = await http.GetAsync(new Uri(_gateway.Http, "/nothing?code=secret-query"));
        Flush();

        Assert.Contains("TaskService/CreateTask", _receiver.Of("traces"), StringComparison.Ordinal);
        Assert.Contains("/nothing", _receiver.Of("traces"), StringComparison.Ordinal);
        Assert.Contains("orchestrator.gateway.calls", _receiver.Of("metrics"), StringComparison.Ordinal);
        string all = _receiver.Of("traces") + _receiver.Of("metrics") + _receiver.Of("logs");
        Assert.All(
            ["prompt-nobody-may-read", "secret-key", "secret-token", "secret-query", GatewayHost.FunctionKey],
            secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Probes_AndPolls_AreNoTraces()
    {
        using var http = new HttpClient();
        using HttpResponseMessage _ = await http.GetAsync(new Uri(_gateway.Http, "/health/ready"));
        Flush();

        Assert.DoesNotContain(_spans.All, span => span.GetTagItem("url.path") as string == "/health/ready");
        Assert.DoesNotContain(_spans.All, span => span.Source.Name == "Npgsql" && span.ParentSpanId == default);
    }

    [Fact]
    public async Task WithoutSettings_NobodyListens()
    {
        await using GatewayHost silent = await GatewayHost.StartAsync();

        Assert.Null(silent.Services.GetService<TracerProvider>());
        Assert.Null(silent.Services.GetService<MeterProvider>());
        Assert.Null(silent.Services.GetService<LoggerProvider>());
    }

    // Each gateway of this process gives its spans to every listener: a test looks for its own.
    Activity Span(string name, string correlation) => Assert.Single(
        _spans.All, span => span.OperationName == name && correlation.Equals(span.GetTagItem("orchestrator.correlation_id")));

    void Flush()
    {
        Assert.True(_gateway.Services.GetRequiredService<TracerProvider>().ForceFlush());
        Assert.True(_gateway.Services.GetRequiredService<MeterProvider>().ForceFlush());
        Assert.True(_gateway.Services.GetRequiredService<LoggerProvider>().ForceFlush());
    }
}
