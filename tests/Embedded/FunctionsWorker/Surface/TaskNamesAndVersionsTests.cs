using Microsoft.DurableTask;
using Microsoft.DurableTask.Abstractions;
using Microsoft.DurableTask.Worker;

namespace Orchestrator.Embedded.FunctionsWorker.Tests.Surface;

public sealed class TaskNamesAndVersionsTests
{
    [Fact]
    public void TaskName_DiffersInCase_IsTheSame()
    {
        Assert.Equal(new TaskName("Pay"), new TaskName("PAY"));
        Assert.Equal(new TaskName("Pay").GetHashCode(), new TaskName("pAy").GetHashCode());
        Assert.Equal(default, (TaskName)"");
    }

    [Theory]
    [InlineData("", " ", 0)]
    [InlineData("", "1", -1)]
    [InlineData("1", "", 1)]
    [InlineData("1.10", "1.9", 1)]
    [InlineData("1.0.0", "1.0.0", 0)]
    [InlineData("beta", "ALPHA", 1)]
    public void CompareVersions_NumbersOrText_AreOrdered(string source, string other, int expected)
        => Assert.Equal(expected, Math.Sign(TaskOrchestrationVersioningUtils.CompareVersions(source, other)));

    [Fact]
    public void Registry_SameNameAndVersion_IsRefused()
    {
        DurableTaskRegistry registry = new DurableTaskRegistry().AddActivityFunc<int, int>("Pay", (_, x) => x);
        registry.AddActivityFunc<int, int>("Pay", new TaskVersion("2"), (_, x) => Task.FromResult(x));
        Assert.Contains("'pay' is already added", Assert.Throws<ArgumentException>(
            () => registry.AddActivityFunc<int, int>("pay", (_, x) => x)).Message);
        Assert.Contains("with version '2'", Assert.Throws<ArgumentException>(
            () => registry.AddActivityFunc<int, int>("Pay", new TaskVersion("2"), (_, x) => Task.FromResult(x))).Message);
    }

    [Theory]
    [InlineData("Plain", "", true)]
    [InlineData("plain", "7", true)]
    [InlineData("Versioned", "1", true)]
    [InlineData("Versioned", "2", false)]
    [InlineData("Versioned", "", true)]
    [InlineData("Nobody", "", false)]
    public void Factory_VersionNotRegistered_FallsBackOnlyForNamesWithoutVersions(string name, string version, bool expected)
    {
        DurableTaskRegistry registry = new();
        registry.AddOrchestratorFunc("Plain", _ => Task.CompletedTask);
        registry.AddOrchestratorFunc("Versioned", _ => Task.CompletedTask);
        registry.AddOrchestratorFunc<int, int>("Versioned", new TaskVersion("1"), (_, x) => Task.FromResult(x));
        Assert.Equal(expected, new DurableTaskFactory(registry).TryCreateOrchestrator(name, version, NoServices.Instance, out _));
    }

    sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
