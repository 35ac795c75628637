using Orchestrator.Core.Execution;

namespace Orchestrator.Functions.SamplePlugin;

/// <summary>Cannot be created.</summary>
public sealed class Unlicensed : Quiet
{
    public Unlicensed() => throw new InvalidOperationException("There is no licence.");

    public override string Name => "unlicensed";
}

/// <summary>Has the key of a built-in handler.</summary>
public sealed class OtherSum : Quiet
{
    public override string Name => "sum";
}

/// <summary>Has no key.</summary>
public sealed class Nameless : Quiet
{
    public override string Name => "";
}

public abstract class Quiet : TaskHandler
{
    protected override Task<HandlerResult> ProcessAsync(HandlerContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new HandlerResult(""));
}
