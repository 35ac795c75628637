namespace Orchestrator.Core.Tasks.Work;

/// <summary>Names in <c>tasks.task_parameters</c> of the built-in handlers; durations are numbers of seconds.</summary>
static class ParameterNames
{
    public const string SystemPrompt = "system_prompt";
    public const string Model = "model";
    public const string Temperature = "temperature";
    public const string MaxOutputTokens = "max_output_tokens";
    public const string Message = "message";
    public const string DelaySeconds = "delay_seconds";
    public const string FailingAttempts = "failing_attempts";
    public const string DurationSeconds = "duration_seconds";
    public const string Values = "values";
    public const string Path = "path";
    public const string Algorithm = "algorithm";

    /// <summary>Value of <see cref="Algorithm"/>, and what its absence means.</summary>
    public const string Sha256 = "sha256";

    /// <summary>Value of <see cref="Algorithm"/>.</summary>
    public const string Sha512 = "sha512";

    /// <summary>Ends the name of a duration here; the message's field, whose type says the unit, has none.</summary>
    public const string SecondsSuffix = "_seconds";
}
