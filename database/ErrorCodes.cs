namespace Orchestrator.Database;

/// <summary>SQLSTATEs that the schema's own logic raises.</summary>
public static class ErrorCodes
{
    /// <summary>A status change that <c>allowed_transitions</c> does not list.</summary>
    public const string TransitionNotAllowed = "OC001";

    /// <summary>A status change for operators, with an actor that is none.</summary>
    public const string TransitionNeedsOperator = "OC002";

    /// <summary>A write to a table that triggers alone may write.</summary>
    public const string WrittenByTriggersOnly = "OC003";

    /// <summary>A status for a chain that its tasks do not give it.</summary>
    public const string ChainStatusNotDerived = "OC004";
}
