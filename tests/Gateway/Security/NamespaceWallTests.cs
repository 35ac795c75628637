using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Npgsql;
using Orchestrator.Core.Access;
using Orchestrator.Gateway.Tests.Hosting;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.Gateway.Tests.Security;

/// <summary>
/// Namespaces are walls, for every RPC of the contract: a key for <c>mine</c> neither sees nor changes what is in <c>theirs</c>,
/// whether it names the namespace or an id from there, and does not learn that the id exists.
/// </summary>
public sealed class NamespaceWallTests(WalledGateway walled) : IClassFixture<WalledGateway>
{
    static readonly string[] Ids = ["task_id", "chain_id", "operation_id", "map_task_id", "name"];

    public static TheoryData<string, string> NamespaceNames()
    {
        var fields = new TheoryData<string, string>();
        foreach (MethodDescriptor method in RpcCatalog.All)
        {
            foreach (string path in NamespaceFields.PathsOf(method.InputType))
            {
                fields.Add(method.FullName, path);
            }
        }

        return fields;
    }

    public static TheoryData<string, string> ForeignIds()
    {
        var fields = new TheoryData<string, string>();
        foreach (MethodDescriptor method in RpcCatalog.All)
        {
            foreach (string field in Ids.Where(id => method.InputType.FindFieldByName(id) is not null))
            {
                fields.Add(method.FullName, field);
            }
        }

        return fields;
    }

    [Theory]
    [MemberData(nameof(NamespaceNames))]
    public async Task Call_NamingAnotherNamespace_IsDeniedWhetherItExistsOrNot(string name, string path)
    {
        MethodDescriptor method = RpcCatalog.Find(name);
        bool isTemplate = path.EndsWith("template", StringComparison.Ordinal);
        string before = await walled.TheirStateAsync();
        var answers = new List<(StatusCode, string)>();
        foreach (string other in (string[])[WalledGateway.Theirs, "nobodys"])
        {
            IMessage request = RpcCatalog.NewRequest(method);
            if (path != "namespace" && method.InputType.FindFieldByName("namespace") is { } own)
            {
                own.Accessor.SetValue(request, WalledGateway.Mine);
            }

            NamespaceFields.Set(request, path, isTemplate ? $"{other}/{WalledGateway.Template}@1.0.0" : other);
            (StatusCode status, string said) = await walled.AnswerAsync(method, request);
            answers.Add((status, said.Replace(other, "X", StringComparison.Ordinal)));
        }

        Assert.Equal(walled.IsServed(method) ? StatusCode.PermissionDenied : StatusCode.Unimplemented, answers[0].Item1);
        Assert.Equal(answers[0], answers[1]);
        Assert.Equal(before, await walled.TheirStateAsync());
    }

    [Theory]
    [MemberData(nameof(ForeignIds))]
    public async Task Call_WithAnIdOfAnotherNamespace_IsAnsweredAsIfThereWereNone(string name, string field)
    {
        MethodDescriptor method = RpcCatalog.Find(name);
        string before = await walled.TheirStateAsync();
        string theirs = walled.TheirIdOf(field);
        string nobodys = field == "name" ? "no-such-name" : $"{Guid.NewGuid()}";

        (StatusCode status, string said) foreign = await walled.AnswerAsync(method, Ask(method, field, theirs));
        (StatusCode status, string said) missing = await walled.AnswerAsync(method, Ask(method, field, nobodys));

        Assert.Equal(missing.status, foreign.status);
        Assert.Equal(missing.said.Replace(nobodys, "X", StringComparison.Ordinal), foreign.said.Replace(theirs, "X", StringComparison.Ordinal));
        Assert.DoesNotContain(WalledGateway.Secret, foreign.said, StringComparison.Ordinal);
        Assert.Equal(before, await walled.TheirStateAsync());
    }

    [Fact]
    public async Task Call_OfTheNamespaceItself_FindsTheVeryIds()
    {
        // Else the tests above could pass because nothing is there.
        CallInvoker theirs = await walled.ClientAsync(WalledGateway.Theirs);
        MethodDescriptor get = RpcCatalog.Find("orchestrator.v1.TaskService.GetTask");
        IMessage request = Ask(get, "task_id", walled.TheirIdOf("task_id"), WalledGateway.Theirs);
        Assert.Contains(WalledGateway.Secret, $"{await RpcCatalog.CallAsync(theirs, get, request)}", StringComparison.Ordinal);
    }

    // What an RPC needs beside the id, so that the id is what it fails on.
    static IMessage Ask(MethodDescriptor method, string idField, string id, string @namespace = WalledGateway.Mine)
    {
        IMessage request = RpcCatalog.NewRequest(method);
        Set("namespace", @namespace);
        Set("reason", "to see whether it works");
        Set("type", "review");
        Set("output", "forged");
        Set("version", "1.0.0");
        Set("from_version", "1.0.0");
        Set("to_version", "1.0.0");
        if (request.Descriptor.FindFieldByName("decision") is { FieldType: FieldType.Enum } decision)
        {
            decision.Accessor.SetValue(request, 1);
        }

        Set(idField, id);
        return request;

        void Set(string field, string value)
        {
            if (request.Descriptor.FindFieldByName(field) is { FieldType: FieldType.String } found)
            {
                found.Accessor.SetValue(request, value);
            }
        }
    }
}

/// <summary>A keyed gateway with something of every kind in namespace <c>theirs</c>.</summary>
public sealed partial class WalledGateway : IAsyncLifetime
{
    public const string Mine = "mine";
    public const string Theirs = "theirs";
    public const string Secret = "secret-of-theirs";
    public const string Template = "their-template";
    const Permission Everything = Permission.Read | Permission.Write | Permission.Operate | Permission.Administer;
    readonly KeyedGateway _keyed = new();
    readonly Dictionary<string, string> _ids = new() { ["name"] = Template };
    CallInvoker _mine = null!;

    public async Task InitializeAsync()
    {
        await _keyed.InitializeAsync();
        _mine = await ClientAsync(Mine);
        var theirs = new Protos.V1.TaskService.TaskServiceClient(await ClientAsync(Theirs));
        Protos.V1.CreateTaskRequest request = Requests.Echo(Secret, @namespace: Theirs);
        _ids["task_id"] = (await theirs.CreateTaskAsync(request)).Task.Id;
        _ids["map_task_id"] = _ids["task_id"];
        _ids["chain_id"] = await InsertAsync(
            "INSERT INTO orchestrator.task_chains (id, namespace_id, chain_name) SELECT $1, id, $2 FROM orchestrator.namespaces WHERE name = $3", Secret);
        await InsertAsync(
            """
            INSERT INTO orchestrator.chain_templates (id, namespace_id, name, version, definition, definition_hash, description)
            SELECT $1, id, $4, '1.0.0', '{"nodes":[]}', repeat('0', 64), $2 FROM orchestrator.namespaces WHERE name = $3
            """,
            Secret,
            Template);
        _ids["operation_id"] = await StartOperationAsync(theirs);
    }

    public async Task DisposeAsync() => await _keyed.DisposeAsync();

    public Task<CallInvoker> ClientAsync(string @namespace) => _keyed.ClientAsync(Everything, @namespace);

    public bool IsServed(MethodDescriptor method) => _keyed.IsServed(RpcCatalog.PathOf(method));

    public string TheirIdOf(string field) => _ids[field];

    /// <summary>Of the key for <see cref="Mine"/>: the status, and everything that the answer says.</summary>
    public async Task<(StatusCode Status, string Said)> AnswerAsync(MethodDescriptor method, IMessage request)
    {
        try
        {
            return (StatusCode.OK, TimeOrPlace().Replace($"{await RpcCatalog.CallAsync(_mine, method, request)}", ""));
        }
        catch (RpcException e)
        {
            return (e.StatusCode, e.Status.Detail);
        }
    }

    /// <summary>All rows that hang on the namespace, as text.</summary>
    public Task<string> TheirStateAsync() => _keyed.Gateway.QueryAsync<string>("""
        WITH theirs AS (SELECT id FROM orchestrator.namespaces WHERE name = 'theirs'),
            task AS (SELECT t.* FROM orchestrator.tasks AS t, theirs WHERE t.namespace_id = theirs.id)
        SELECT concat_ws('|',
            (SELECT string_agg(task::text, ',' ORDER BY id) FROM task),
            (SELECT string_agg(c::text, ',' ORDER BY c.id) FROM orchestrator.task_chains AS c, theirs WHERE c.namespace_id = theirs.id),
            (SELECT string_agg(c::text, ',' ORDER BY c.id) FROM orchestrator.chain_templates AS c, theirs WHERE c.namespace_id = theirs.id),
            (SELECT count(*) FROM orchestrator.task_annotations AS a JOIN task ON task.id = a.task_id),
            (SELECT count(*) FROM orchestrator.orchestration_signals))
        """);

    async Task<string> InsertAsync(string sql, params string[] values)
    {
        var id = Guid.CreateVersion7();
        await using NpgsqlCommand command = _keyed.Gateway.Database.DataSource.CreateCommand(sql);
        foreach (object value in (object[])[id, values[0], Theirs, .. values.Skip(1)])
        {
            command.Parameters.Add(new() { Value = value });
        }

        Assert.Equal(1, await command.ExecuteNonQueryAsync());
        return $"{id}";
    }

    // A heartbeat says when it was sent and how far it is; neither is about the request.
    [GeneratedRegex("\"(sentAt|position)\": \"[^\"]*\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TimeOrPlace();

    static async Task<string> StartOperationAsync(Protos.V1.TaskService.TaskServiceClient theirs)
    {
        try
        {
            var request = new Protos.V1.StartBulkOperationRequest
            {
                Action = Protos.V1.BulkAction.Retry,
                Filter = new Protos.V1.ListTasksRequest { Namespace = Theirs, Statuses = { Protos.V1.TaskStatus.Failed } },
                Reason = Secret,
            };
            return (await theirs.StartBulkOperationAsync(request)).Operation.Id;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unimplemented)
        {
            return $"{Guid.CreateVersion7()}";
        }
    }
}
