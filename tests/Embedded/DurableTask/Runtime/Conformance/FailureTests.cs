using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Tests.Runtime.Support;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

/// <summary>Exceptions across the borders of activities and sub-orchestrations, as details with causes and properties.</summary>
public abstract class FailureTests : ConformanceTests
{
    bool _isProviderBroken;

    protected override void Configure(IDurableTaskWorkerBuilder worker) =>
        worker.Services.AddSingleton<IExceptionPropertiesProvider>(new Provider(() => _isProviderBroken));

    protected override void Register(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc("Throw", _ => throw new InvalidDataException("outer", new TimeoutException("inner")));
        tasks.AddOrchestratorFunc("Fails", context => context.CallActivityAsync("Throw"));
        tasks.AddOrchestratorFunc<string>("Catches", async context =>
        {
            try
            {
                await context.CallActivityAsync("Throw");
                return "no failure";
            }
            catch (TaskFailedException e)
            {
                return $"{e.TaskName}#{e.TaskId}:{e.FailureDetails.IsCausedBy<InvalidDataException>()}:{e.FailureDetails.InnerFailure!.ErrorMessage}";
            }
        });
        tasks.AddOrchestratorFunc("FailsItself", _ => throw new InvalidDataException("own", new TimeoutException("inner")));
        tasks.AddOrchestratorFunc("FailsThroughChild", context => context.CallSubOrchestratorAsync("Fails"));
        tasks.AddOrchestratorFunc<string>("ChildsFailure", async context =>
        {
            try
            {
                await context.CallSubOrchestratorAsync("FailsItself");
                return "no failure";
            }
            catch (TaskFailedException e)
            {
                return $"{e.TaskName}:{e.FailureDetails.IsCausedBy<IOException>()}:{e.FailureDetails.IsCausedBy<SystemException>()}:{e.FailureDetails.Properties!["where"]}";
            }
        });
    }

    [Fact]
    public async Task Failure_Uncaught_FailsTheInstanceWithItsCauses()
    {
        OrchestrationMetadata metadata = await RunAsync("Fails");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, metadata.RuntimeStatus);
        Assert.Equal(typeof(TaskFailedException).FullName, metadata.FailureDetails!.ErrorType);
        Assert.True(metadata.FailureDetails.InnerFailure!.IsCausedBy<InvalidDataException>());
        Assert.True(metadata.FailureDetails.InnerFailure.InnerFailure!.IsCausedBy<TimeoutException>());
    }

    [Fact]
    public async Task Failure_Caught_ShowsDetails() =>
        Assert.Equal("Throw#0:True:inner", (await RunAsync("Catches")).ReadOutputAs<string>());

    [Fact]
    public async Task Failure_OfTheOrchestratorItself_HasItsOwnType()
    {
        TaskFailureDetails failure = (await RunAsync("FailsItself")).FailureDetails!;
        Assert.Equal(typeof(InvalidDataException).FullName, failure.ErrorType);
        Assert.Equal("own", failure.ErrorMessage);
        Assert.NotNull(failure.StackTrace);
        Assert.True(failure.InnerFailure!.IsCausedBy<TimeoutException>());
    }

    [Fact]
    public async Task Failure_OfAChild_KnowsBaseTypesAndProperties() =>
        Assert.Equal("FailsItself:False:True:provider", (await RunAsync("ChildsFailure")).ReadOutputAs<string>());

    [Fact]
    public async Task Failure_ThroughTwoBorders_KeepsEveryCause()
    {
        TaskFailureDetails? failure = (await RunAsync("FailsThroughChild")).FailureDetails;
        var types = new List<string>();
        for (; failure is not null; failure = failure.InnerFailure) types.Add(failure.ErrorType.Split('.')[^1]);
        Assert.Equal(["TaskFailedException", "TaskFailedException", "InvalidDataException", "TimeoutException"], types);
    }

    [Fact]
    public async Task Properties_OfTheProvider_ReachTheClient_AndGoWithTheFailedCall()
    {
        TaskFailureDetails failure = (await RunAsync("Fails")).FailureDetails!;
        Assert.Equal("provider", failure.InnerFailure!.Properties!["where"]);
        Assert.Equal(7.0, failure.InnerFailure.Properties["count"]);
        Assert.Null(failure.InnerFailure.Properties["nothing"]);
        Assert.Equal("provider", failure.Properties!["where"]);
        Assert.Null(failure.InnerFailure.InnerFailure!.Properties);
    }

    [Theory, InlineData("Fails"), InlineData("FailsItself")]
    public async Task Properties_ThatCannotBeHad_CostTheFailureNothing(string name)
    {
        _isProviderBroken = true;
        OrchestrationMetadata metadata = await RunAsync(name);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, metadata.RuntimeStatus);
        Assert.Null(metadata.FailureDetails!.Properties);
    }

    sealed class Provider(Func<bool> isBroken) : IExceptionPropertiesProvider
    {
        public IDictionary<string, object?>? GetExceptionProperties(Exception exception)
        {
            if (isBroken()) throw new InvalidOperationException("The provider is broken.");
            return exception is InvalidDataException
                ? new Dictionary<string, object?> { ["where"] = "provider", ["count"] = 7, ["nothing"] = null }
                : null;
        }
    }
}

public sealed class InMemoryFailureTests : FailureTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresFailureTests : FailureTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
