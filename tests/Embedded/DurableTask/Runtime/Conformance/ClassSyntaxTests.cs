using Microsoft.DurableTask.Tests.Runtime.Support;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

/// <summary>Orchestrators and activities as classes, named by [DurableTask], made with their services.</summary>
public abstract class ClassSyntaxTests : ConformanceTests
{
    protected override void Configure(IDurableTaskWorkerBuilder worker) => worker.Services.AddScoped<Suffix>();

    protected override void Register(DurableTaskRegistry tasks)
    {
        tasks.AddOrchestrator<Greeter>();
        tasks.AddActivity<Greeting>();
        tasks.AddActivity<Unnamed>();
        tasks.AddActivity("Shared", new Unnamed(new Suffix()));
        tasks.AddOrchestrator("ByFactory", () => new Greeter());
    }

    [Theory, InlineData("Greets"), InlineData("ByFactory")]
    public async Task Classes_RunUnderTheirNames(string name) =>
        Assert.Equal("hello you!, again you!, shared you!", (await RunAsync(name, "you")).ReadOutputAs<string>());

    [Fact]
    public async Task Class_WithoutInput_GetsTheTypesDefault() => Assert.Equal("hello !, again !, shared !", (await RunAsync("Greets")).ReadOutputAs<string>());

    public sealed class Suffix
    {
        public string Text => "!";
    }

    [DurableTask("Greets")]
    public sealed class Greeter : TaskOrchestrator<string?, string>
    {
        public override async Task<string> RunAsync(TaskOrchestrationContext context, string? input)
        {
            string hello = await context.CallActivityAsync<string>("Hello", input);
            string again = await context.CallActivityAsync<string>("unnamed", $"again {input}");
            return $"{hello}, {again}, {await context.CallActivityAsync<string>("Shared", $"shared {input}")}";
        }
    }

    [DurableTask("Hello")]
    public sealed class Greeting(Suffix suffix) : TaskActivity<string?, string>
    {
        public override Task<string> RunAsync(TaskActivityContext context, string? input) => Task.FromResult($"hello {input}{suffix.Text}");
    }

    public sealed class Unnamed(Suffix suffix) : TaskActivity<string, string>
    {
        public override Task<string> RunAsync(TaskActivityContext context, string input) => Task.FromResult(input + suffix.Text);
    }
}

public sealed class InMemoryClassSyntaxTests : ClassSyntaxTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresClassSyntaxTests : ClassSyntaxTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
