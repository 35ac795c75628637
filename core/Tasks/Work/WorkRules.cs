using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Tasks.Work;

/// <summary>What <c>tasks.proto</c> demands of the built-in handlers' parameters.</summary>
public static class WorkRules
{
    public const int MaxFailingAttempts = 20;
    public const int MaxSumValues = 10_000;

    public static TimeSpan MaxEchoDelay { get; } = TimeSpan.FromMinutes(10);

    public static TimeSpan MaxSleep { get; } = TimeSpan.FromDays(365);

    public static void Check(Violations violations, WorkFields fields, BuiltInWork work)
    {
        switch (work)
        {
            case BuiltInWork.Llm llm:
                CheckLlm(violations, fields, llm);
                break;
            case BuiltInWork.Echo echo:
                CheckEcho(violations, fields, echo);
                break;
            case BuiltInWork.Sleep sleep:
                CheckSleep(violations, fields, sleep);
                break;
            case BuiltInWork.Sum sum:
                CheckSum(violations, fields, sum);
                break;
            case BuiltInWork.FileHash fileHash:
                CheckFileHash(violations, fields, fileHash);
                break;
        }
    }

    static void CheckLlm(Violations violations, WorkFields fields, BuiltInWork.Llm work)
    {
        TextRules.Check(violations, fields.Prompt, work.Prompt, min: 1);
        TextRules.CheckStorable(violations, fields.Of(ParameterNames.SystemPrompt), work.SystemPrompt);
        TextRules.CheckStorable(violations, fields.Of(ParameterNames.Model), work.Model);
        if (work.Temperature is { } temperature && temperature is not (>= 0 and <= 2))
        {
            violations.Add(fields.Of(ParameterNames.Temperature), "must be 0 to 2");
        }

        if (work.MaxOutputTokens is < 1)
        {
            violations.Add(fields.Of(ParameterNames.MaxOutputTokens), "must be at least 1");
        }
    }

    static void CheckEcho(Violations violations, WorkFields fields, BuiltInWork.Echo work)
    {
        TextRules.CheckStorable(violations, fields.Of(ParameterNames.Message), work.Message);
        if (work.Delay is { } delay && (delay < TimeSpan.Zero || delay > MaxEchoDelay))
        {
            violations.Add(fields.Of(ParameterNames.DelaySeconds), "must be 0 s to 10 minutes");
        }

        if (work.FailingAttempts is < 0 or > MaxFailingAttempts)
        {
            violations.Add(fields.Of(ParameterNames.FailingAttempts), $"must be 0 to {MaxFailingAttempts}");
        }
    }

    static void CheckSleep(Violations violations, WorkFields fields, BuiltInWork.Sleep work)
    {
        string field = fields.Of(ParameterNames.DurationSeconds);
        if (work.Duration is not { } duration)
        {
            violations.Add(field, "is required: 0 s to 365 days");
        }
        else if (duration < TimeSpan.Zero || duration > MaxSleep)
        {
            violations.Add(field, "must be 0 s to 365 days");
        }
    }

    static void CheckSum(Violations violations, WorkFields fields, BuiltInWork.Sum work)
    {
        string field = fields.Of(ParameterNames.Values);
        if (work.Values.Count is < 1 or > MaxSumValues)
        {
            violations.Add(field, $"must have 1 to {MaxSumValues:N0} numbers");
        }

        for (int i = 0; i < work.Values.Count; i++)
        {
            if (!double.IsFinite(work.Values[i]))
            {
                violations.Add($"{field}[{i}]", "must be a finite number");
                break;
            }
        }
    }

    static void CheckFileHash(Violations violations, WorkFields fields, BuiltInWork.FileHash work)
    {
        string field = fields.Of(ParameterNames.Path);
        TextRules.Check(violations, field, work.Path, min: 1);
        if (!RelativePath.StaysInside(work.Path))
        {
            violations.Add(field, "must be a relative path that does not leave the worker's file folder");
        }

        if (work.Algorithm is not ("" or ParameterNames.Sha256 or ParameterNames.Sha512))
        {
            violations.Add(fields.Of(ParameterNames.Algorithm), "must be sha256 or sha512");
        }
    }
}
