using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Tests.Support;

/// <summary>A real gRPC-web server with canned answers: what is tested is the command line's side.</summary>
sealed class FakeGateway : IAsyncDisposable
{
    readonly WebApplication _app;

    FakeGateway(WebApplication app) => _app = app;

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public Answers Answers => _app.Services.GetRequiredService<Answers>();

    public static async Task<FakeGateway> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<Answers>();
        WebApplication app = builder.Build();
        app.Use((context, next) =>
        {
            context.RequestServices.GetRequiredService<Answers>().Authorization = context.Request.Headers.Authorization;
            return next(context);
        });
        app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        app.MapGrpcService<Tasks>();
        app.MapGrpcService<Chains>();
        app.MapGrpcService<FakeTemplates>();
        app.MapGrpcService<Events>();
        await app.StartAsync();
        return new FakeGateway(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    sealed class Tasks(Answers answers) : V1.TaskService.TaskServiceBase
    {
        public override Task<V1.CreateTaskResponse> CreateTask(V1.CreateTaskRequest request, ServerCallContext context)
        {
            answers.Received.Add(request);
            if (answers.Refusal is { } refusal)
                throw refusal;
            return Task.FromResult(new V1.CreateTaskResponse { Task = answers.Task, AlreadyExisted = answers.AlreadyExisted });
        }

        public override Task<V1.GetTaskResponse> GetTask(V1.GetTaskRequest request, ServerCallContext context)
        {
            answers.Received.Add(request);
            return request.TaskId == answers.Task.Id
                ? Task.FromResult(new V1.GetTaskResponse { Task = answers.Task })
                : throw new RpcException(new Grpc.Core.Status(StatusCode.NotFound, $"no task {request.TaskId}"));
        }

        public override Task<V1.ListTasksResponse> ListTasks(V1.ListTasksRequest request, ServerCallContext context)
        {
            answers.Received.Add(request);
            return Task.FromResult(new V1.ListTasksResponse { Tasks = { answers.Task }, NextPageToken = "next-page" });
        }

        public override Task<V1.CancelTaskResponse> CancelTask(V1.CancelTaskRequest request, ServerCallContext context)
        {
            answers.Received.Add(request);
            return Task.FromResult(new V1.CancelTaskResponse { Task = answers.Task });
        }

        public override Task<V1.StartBulkOperationResponse> StartBulkOperation(V1.StartBulkOperationRequest request, ServerCallContext context)
        {
            answers.Received.Add(request);
            return Task.FromResult(new V1.StartBulkOperationResponse { Operation = Operation(request.Action, V1.TaskStatus.Pending) });
        }

        // Half of it is done at the first look, all at the second.
        public override Task<V1.GetBulkOperationResponse> GetBulkOperation(V1.GetBulkOperationRequest request, ServerCallContext context) => Task.FromResult(
            new V1.GetBulkOperationResponse
            {
                Operation = ++answers.Looks == 1
                    ? Operation(V1.BulkAction.Cancel, V1.TaskStatus.Running, total: 120, done: 50)
                    : Operation(V1.BulkAction.Cancel, V1.TaskStatus.CompletedWithWarnings, total: 120, done: 117, passedOver: 3),
            });

        public override Task<V1.CancelBulkOperationResponse> CancelBulkOperation(V1.CancelBulkOperationRequest request, ServerCallContext context)
        {
            answers.Received.Add(request);
            return Task.FromResult(new V1.CancelBulkOperationResponse { Operation = Operation(V1.BulkAction.Cancel, V1.TaskStatus.Cancelled) });
        }

        static V1.BulkOperation Operation(V1.BulkAction action, V1.TaskStatus status, int total = 0, int done = 0, int passedOver = 0) => new()
        {
            Id = "op",
            Action = action,
            Status = status,
            Total = total,
            Done = done,
            PassedOver = passedOver,
        };

        public override Task<V1.ExplainTaskResponse> ExplainTask(V1.ExplainTaskRequest request, ServerCallContext context)
        {
            answers.Received.Add(request);
            return Task.FromResult(new V1.ExplainTaskResponse
            {
                TaskId = request.TaskId,
                Status = V1.TaskStatus.Pending,
                Summary = "It waits for a parent: fetch is running.",
                Turn = "model_provider",
                WaitsFor = { new V1.TaskReference { TaskId = "parent-id", NodeKey = "fetch", Status = V1.TaskStatus.Running } },
                NextSteps = { "orchestrator task explain parent-id" },
            });
        }

        public override Task<V1.GetTaskLineageResponse> GetTaskLineage(V1.GetTaskLineageRequest request, ServerCallContext context)
        {
            answers.Received.Add(request);
            return Task.FromResult(new V1.GetTaskLineageResponse
            {
                Ancestors =
                {
                    new V1.LineageEntry { Distance = 1, Task = new V1.TaskReference { TaskId = "id-b", NodeKey = "b", Status = V1.TaskStatus.Completed } },
                    new V1.LineageEntry { Distance = 2, Task = new V1.TaskReference { TaskId = "id-a", NodeKey = "a", Status = V1.TaskStatus.Completed } },
                },
                Descendants = { new V1.LineageEntry { Distance = 1, Task = new V1.TaskReference { TaskId = "id-d", Name = "last", Status = V1.TaskStatus.Pending } } },
            });
        }

        public override Task<V1.AnnotateTaskResponse> AnnotateTask(V1.AnnotateTaskRequest request, ServerCallContext context)
        {
            answers.Received.Add(request);
            return Task.FromResult(new V1.AnnotateTaskResponse
            {
                Annotation = new V1.TaskAnnotation { Type = request.Type, Value = request.Value, CreatedBy = "api:me", CreatedAt = Timestamp.FromDateTime(DateTime.UnixEpoch) },
            });
        }

        public override Task<V1.ListTaskAnnotationsResponse> ListTaskAnnotations(V1.ListTaskAnnotationsRequest request, ServerCallContext context)
        {
            answers.Received.Add(request);
            return Task.FromResult(new V1.ListTaskAnnotationsResponse { Annotations = { new V1.TaskAnnotation { Type = "review", Value = Value.ForString("fine") } } });
        }

        public override Task<V1.RetryTaskResponse> RetryTask(V1.RetryTaskRequest request, ServerCallContext context)
        {
            answers.Received.Add(request);
            return Task.FromResult(new V1.RetryTaskResponse { Task = answers.Task });
        }

        public override Task<V1.ResolveTaskResponse> ResolveTask(V1.ResolveTaskRequest request, ServerCallContext context)
        {
            answers.Received.Add(request);
            return Task.FromResult(new V1.ResolveTaskResponse { Task = answers.Task });
        }

        public override Task<V1.DecideApprovalResponse> DecideApproval(V1.DecideApprovalRequest request, ServerCallContext context)
        {
            answers.Received.Add(request);
            return Task.FromResult(new V1.DecideApprovalResponse { Task = answers.Task });
        }
    }

    sealed class Chains(Answers answers) : V1.ChainService.ChainServiceBase
    {
        public override Task<V1.GetChainResponse> GetChain(V1.GetChainRequest request, ServerCallContext context) => request.ChainId == answers.Chain.Id
            ? Task.FromResult(new V1.GetChainResponse { Chain = answers.Chain })
            : throw new RpcException(new Grpc.Core.Status(StatusCode.NotFound, $"no chain {request.ChainId}"));

        public override Task<V1.CreateChainResponse> CreateChain(V1.CreateChainRequest request, ServerCallContext context)
        {
            answers.Received.Add(request);
            if (answers.Refusal is { } refusal)
                throw refusal;
            return Task.FromResult(new V1.CreateChainResponse { Chain = answers.Chain, AlreadyExisted = answers.AlreadyExisted });
        }

        public override Task<V1.ListChainsResponse> ListChains(V1.ListChainsRequest request, ServerCallContext context)
        {
            answers.Received.Add(request);
            return Task.FromResult(new V1.ListChainsResponse { Chains = { answers.Chain }, NextPageToken = "next" });
        }

        public override Task<V1.CancelChainResponse> CancelChain(V1.CancelChainRequest request, ServerCallContext context)
        {
            answers.Received.Add(request);
            return Task.FromResult(new V1.CancelChainResponse { Chain = answers.Chain });
        }

        public override Task<V1.DiagramChainResponse> DiagramChain(V1.DiagramChainRequest request, ServerCallContext context)
        {
            answers.Received.Add(request);
            return Task.FromResult(new V1.DiagramChainResponse { Content = "flowchart TD\n" });
        }

        public override Task<V1.SuspendChainResponse> SuspendChain(V1.SuspendChainRequest request, ServerCallContext context)
        {
            answers.Received.Add(request);
            return Task.FromResult(new V1.SuspendChainResponse { Chain = answers.Chain });
        }

        public override Task<V1.ResumeChainResponse> ResumeChain(V1.ResumeChainRequest request, ServerCallContext context)
        {
            answers.Received.Add(request);
            return Task.FromResult(new V1.ResumeChainResponse { Chain = answers.Chain });
        }

        public override Task<V1.RerunChainResponse> RerunChain(V1.RerunChainRequest request, ServerCallContext context)
        {
            answers.Received.Add(request);
            return Task.FromResult(new V1.RerunChainResponse { Chain = answers.Chain, Nodes = { request.FromNodes } });
        }
    }

    /// <summary>The first stream breaks after its first event, as an ingress would break it; the second delivers the rest.</summary>
    sealed class Events(Answers answers) : V1.EventService.EventServiceBase
    {
        public override async Task Watch(V1.WatchRequest request, IServerStreamWriter<V1.WatchResponse> responseStream, ServerCallContext context)
        {
            answers.Received.Add(request);
            await responseStream.WriteAsync(new V1.WatchResponse { Heartbeat = new V1.Heartbeat() });
            if (request.ChainId.Length > 0)
            {
                await WatchChainAsync(request, responseStream);
                return;
            }

            foreach (V1.Event happened in answers.Events.Where(happened => happened.Sequence > request.AfterSequence))
            {
                await responseStream.WriteAsync(new V1.WatchResponse { Event = happened });
                if (request.AfterSequence == 0)
                    throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "going away"));
            }
        }

        // Positions are 0-0, 1-0, 2-0, ...: the stream goes on after the one that is asked for.
        async Task WatchChainAsync(V1.WatchRequest request, IServerStreamWriter<V1.WatchResponse> responseStream)
        {
            foreach (V1.Event happened in answers.ChainEvents.SkipWhile(e => request.AfterPosition != "0-0" && e.Position != request.AfterPosition)
                .SkipWhile(e => e.Position == request.AfterPosition))
            {
                await responseStream.WriteAsync(new V1.WatchResponse { Event = happened });
                if (request.AfterPosition == "0-0" && happened.Position == "2-0")
                    throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "going away"));
            }
        }
    }
}

sealed class Answers
{
    /// <summary>At the bulk operation.</summary>
    public int Looks { get; set; }

    public V1.Chain Chain { get; } = new()
    {
        Id = "0193a000-0000-7000-8000-00000000000c",
        Namespace = "default",
        Name = "report",
        Status = V1.TaskStatus.Completed,
        LastSequence = 2,
        Progress = new V1.ChainProgress { Total = 3, Completed = 2, Failed = 1 },
        Nodes =
        {
            new V1.ChainNodeState { Key = "fetch", TaskId = "t1", Status = V1.TaskStatus.Completed },
            new V1.ChainNodeState { Key = "each", TaskId = "t2", Status = V1.TaskStatus.Running, Items = new V1.MapProgress { Total = 40, Completed = 9, Failed = 1, Open = 30 } },
            new V1.ChainNodeState { Key = "sum", TaskId = "t3", Status = V1.TaskStatus.Failed, ErrorType = "broken", ErrorMessage = "no [good]\nat all" },
        },
        Edges =
        {
            new V1.ChainEdgeState { Parent = "fetch", Child = "each", Primary = true },
            new V1.ChainEdgeState { Parent = "each", Child = "sum", Primary = true },
            new V1.ChainEdgeState { Parent = "fetch", Child = "sum" },
        },
    };

    /// <summary>The last task's end stands after the chain's.</summary>
    public bool TaskEndsLast { get; set; }

    public IReadOnlyList<V1.Event> ChainEvents
    {
        get
        {
            (string Subject, int Sequence, string Name)[] happened =
                [(Chain.Id, 1, "chain.created"), ("t1", 1, "task.created"), .. Ends, ("t1", 3, "too.late")];
            return
            [
                .. happened.Select((e, i) => new V1.Event
                {
                    SubjectId = e.Subject, Sequence = e.Sequence, Name = e.Name, Position = $"{i + 1}-0", OccurredAt = Timestamp.FromDateTime(DateTime.UnixEpoch),
                }),
            ];
        }
    }

    (string Subject, int Sequence, string Name)[] Ends => TaskEndsLast
        ? [(Chain.Id, 2, "chain.completed"), ("t1", 2, "task.completed")]
        : [("t1", 2, "task.completed"), (Chain.Id, 2, "chain.completed")];

    public List<object> Received { get; } = [];

    /// <summary>Of the last call.</summary>
    public string? Authorization { get; set; }

    public RpcException? Refusal { get; set; }

    public bool AlreadyExisted { get; set; }

    public V1.Task Task { get; } = new()
    {
        Id = "0193a000-0000-7000-8000-000000000001",
        Namespace = "default",
        Name = "hello",
        Handler = "llm.complete",
        Status = V1.TaskStatus.Completed,
        Run = 1,
        MaxRetries = 3,
        Output = "[simulated] hello",
        CreatedAt = Timestamp.FromDateTime(DateTime.UnixEpoch),
        Attempts = { new V1.TaskAttempt { Number = 1, Model = "simulated-1" } },
    };

    public IReadOnlyList<V1.Event> Events { get; } =
    [
        .. ((string[])["task.created", "task.queued", "task.started", "task.completed"]).Select((name, index) => new V1.Event
        {
            Name = name, Sequence = index + 1, SubjectId = "0193a000-0000-7000-8000-000000000001", OccurredAt = Timestamp.FromDateTime(DateTime.UnixEpoch),
        }),
    ];

    public static RpcException Invalid(string field, string description) => Detailed(
        StatusCode.InvalidArgument, "invalid request", new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = field, Description = description } } });

    public static RpcException Detailed(StatusCode code, string message, Google.Protobuf.IMessage detail)
    {
        var status = new Google.Rpc.Status { Code = (int)code, Message = message, Details = { Any.Pack(detail), Any.Pack(new RequestInfo { RequestId = "request-1" }) } };
        return new RpcException(
            new Grpc.Core.Status(code, message), new Metadata { { "grpc-status-details-bin", Google.Protobuf.MessageExtensions.ToByteArray(status) } });
    }
}
