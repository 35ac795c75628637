using System.Text.Json.Nodes;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks.Work;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Tasks.Creation;

/// <summary>Checks requests against what <c>tasks.proto</c> says of them.</summary>
/// <param name="isRegistered">Whether some worker has, or lately had, a handler of this name.</param>
public sealed class TaskRequestValidator(Func<string, bool> isRegistered)
{
    public const int MaxRetriesLimit = 20;
    public const int DefaultMaxRetries = 3;
    public const int MaxTags = 50;
    public const int MaxTagKey = 63;
    public const int MaxTagValue = 255;
    public const int MaxMetadataBytes = 64 * 1024;

    /// <param name="handlers">Names of the registered handlers.</param>
    public TaskRequestValidator(IReadOnlyList<string> handlers)
        : this(handlers.Contains)
    {
    }

    /// <param name="at">Path before the request's own fields, with its final dot: empty, or <c>requests[2].</c>.</param>
    /// <param name="correlationId">For a request that has none.</param>
    /// <returns>Null when violations were added.</returns>
    public NewTask? Validate(Violations violations, string at, TaskRequest request, string correlationId)
    {
        int before = violations.Found.Count;
        TextRules.Check(violations, $"{at}name", request.Name, min: 1, max: 255);
        (CheckedWork? work, WorkFields? fields) = ReadWork(violations, at, request.Work);
        if (request.MaxRetries is < 0 or > MaxRetriesLimit)
        {
            violations.Add($"{at}max_retries", $"must be 0 to {MaxRetriesLimit}");
        }

        CheckTags(violations, at, request.Tags);
        CheckMetadata(violations, at, request.Metadata);
        TextRules.Check(violations, $"{at}idempotency_key", request.IdempotencyKey, min: 0, max: 255);
        TextRules.Check(violations, $"{at}correlation_id", request.CorrelationId, min: 0, max: 128);
        if (violations.Found.Count > before || work is null || fields is null)
        {
            return null;
        }

        return new NewTask(
            Guid.CreateVersion7(),
            request.Name,
            work.Handler,
            work.Prompt,
            work.Parameters,
            request.Priority,
            request.ExecuteAfter is { } time ? ToMicroseconds(time) : null,
            request.MaxRetries ?? DefaultMaxRetries,
            request.Tags,
            request.Metadata ?? [],
            request.IdempotencyKey.Length == 0 ? null : request.IdempotencyKey,
            request.CorrelationId.Length == 0 ? correlationId : request.CorrelationId,
            new NewTaskFields(at, fields));
    }

    static DateTimeOffset ToMicroseconds(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));

    static void CheckTags(Violations violations, string at, IReadOnlyDictionary<string, string> tags)
    {
        if (tags.Count > MaxTags)
        {
            violations.Add($"{at}tags", $"must be at most {MaxTags}");
        }

        foreach ((string key, string value) in tags)
        {
            TextRules.Check(violations, $"{at}tags", key, min: 1, max: MaxTagKey);
            TextRules.Check(violations, $"{at}tags[{key}]", value, min: 0, max: MaxTagValue);
        }
    }

    static void CheckMetadata(Violations violations, string at, JsonObject? metadata)
    {
        if (metadata is null)
        {
            return;
        }

        JsonRules.CheckStorable(violations, $"{at}metadata", metadata);
        if (JsonRules.Size(metadata) > MaxMetadataBytes)
        {
            violations.Add($"{at}metadata", "must be at most 64 KiB as JSON");
        }
    }

    (CheckedWork? Work, WorkFields? Fields) ReadWork(Violations violations, string at, TaskWork? work)
    {
        if (work is null)
        {
            violations.Add($"{at}work", "is required: one handler with its parameters");
            return (null, null);
        }

        WorkFields fields = WorkFields.Of(work, at);
        return (work is TaskWork.Custom custom ? ReadCustom(violations, fields, custom) : ReadTyped(violations, fields, (BuiltInWork)work), fields);
    }

    static CheckedWork ReadTyped(Violations violations, WorkFields fields, BuiltInWork work)
    {
        ITaskParameters parameters = work.ToParameters();
        Report(violations, fields, parameters.Validate());
        CheckPath(violations, fields, parameters);
        string? prompt = (work as BuiltInWork.Llm)?.Prompt;
        if (prompt is not null)
        {
            TextRules.Check(violations, fields.Prompt, prompt, min: 1);
        }

        return Checked(violations, work.Handler, prompt, parameters);
    }

    CheckedWork? ReadCustom(Violations violations, WorkFields fields, TaskWork.Custom work)
    {
        if (!isRegistered(work.Handler))
        {
            violations.Add(
                fields.Handler,
                work.Handler.Length == 0 ? "is required: the name of a registered handler" : "is no registered handler");
            return null;
        }

        bool needsPrompt = work.Handler.StartsWith(HandlerNames.LlmPrefix, StringComparison.Ordinal);
        TextRules.Check(violations, fields.Prompt, work.Prompt, min: needsPrompt ? 1 : 0);
        string? prompt = work.Prompt.Length == 0 ? null : work.Prompt;
        if (BuiltInParameters.TypeOf(work.Handler) is not { } type)
        {
            JsonRules.CheckStorable(violations, fields.Parameters.TrimEnd('.'), work.Parameters);
            return new CheckedWork(work.Handler, prompt, work.Parameters);
        }

        if (!needsPrompt && prompt is not null)
        {
            violations.Add(fields.Prompt, $"must be empty: handler {work.Handler} takes none");
        }

        var found = new Violations();
        ITaskParameters? parameters = ParametersJson.Read(type, work.Parameters, found);
        Report(violations, fields, found.Found);
        CheckPath(violations, fields, parameters);
        return parameters is null ? null : Checked(violations, work.Handler, prompt, parameters);
    }

    static void Report(Violations violations, WorkFields fields, IEnumerable<FieldViolation> found)
    {
        foreach (FieldViolation violation in found)
        {
            violations.Add(fields.Of(violation.Field), violation.Description);
        }
    }

    // The worker's folder holds to the same rule, with an error of its own: a path is judged again where it is opened.
    static void CheckPath(Violations violations, WorkFields fields, ITaskParameters? parameters)
    {
        if (parameters is FileHashParameters fileHash && !RelativePath.StaysInside(fileHash.Path))
        {
            violations.Add(fields.Of("path"), "must be a relative path that does not leave the worker's file folder");
        }
    }

    // What has violations is not stored, and may be more than JSON can write.
    static CheckedWork Checked(Violations violations, string handler, string? prompt, ITaskParameters parameters) =>
        new(handler, prompt, violations.Found.Count == 0 ? ParametersJson.WriteObject(parameters) : []);

    sealed record CheckedWork(string Handler, string? Prompt, JsonObject Parameters);
}
