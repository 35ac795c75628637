namespace Orchestrator.Core.Tasks.Work;

/// <summary>Names in <c>tasks.task_parameters</c> of an <c>llm.complete</c> task; what is absent has the model's default.</summary>
public static class LlmParameters
{
    public const string SystemPrompt = "system_prompt";
    public const string Model = "model";
    public const string Temperature = "temperature";
    public const string MaxOutputTokens = "max_output_tokens";
}

/// <summary>Names in <c>tasks.task_parameters</c> of a <c>debug.echo</c> task.</summary>
public static class EchoParameters
{
    public const string Message = "message";

    /// <summary>Text as <see cref="DurationText"/> has it; absent: none.</summary>
    public const string Delay = "delay";

    /// <summary>Absent: 0.</summary>
    public const string FailingAttempts = "failing_attempts";
}

/// <summary>Names in <c>tasks.task_parameters</c> of a <c>sleep</c> task.</summary>
public static class SleepParameters
{
    /// <summary>Text as <see cref="DurationText"/> has it.</summary>
    public const string Duration = "duration";
}

/// <summary>Names in <c>tasks.task_parameters</c> of a <c>sum</c> task.</summary>
public static class SumParameters
{
    public const string Values = "values";
}

/// <summary>Names in <c>tasks.task_parameters</c> of a <c>file_hash</c> task.</summary>
public static class FileHashParameters
{
    public const string Path = "path";
    public const string Algorithm = "algorithm";
    public const string Sha256 = "sha256";
    public const string Sha512 = "sha512";
}
