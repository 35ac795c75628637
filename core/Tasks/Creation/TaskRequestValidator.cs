using System.Text.Json.Nodes;
using Orchestrator.Core.Identity;
using Orchestrator.Core.Tasks.Work;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Tasks.Creation;

/// <summary>Checks requests against what <c>tasks.proto</c> says of them.</summary>
public sealed class TaskRequestValidator(WorkValidator workValidator)
{
    public const int MaxRetriesLimit = 20;
    public const int DefaultMaxRetries = 3;
    public const int MaxTags = 50;
    public const int MaxTagKey = 63;
    public const int MaxTagValue = 255;
    public const int MaxMetadataBytes = 64 * 1024;

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
        request.Identity.Check(violations, at);
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
            request.Identity with { CorrelationId = RequestIdentity.Given(request.Identity.CorrelationId) ?? correlationId },
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
        if (metadata is not null)
        {
            JsonRules.Check(violations, $"{at}metadata", metadata, MaxMetadataBytes);
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
        return (workValidator.Check(violations, fields, work, hasPlaceholders: false), fields);
    }
}
