using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Tasks.Annotations;

/// <summary>Writes a note on a task and reads its notes.</summary>
public sealed partial class AnnotateTask(ITaskAnnotations annotations)
{
    public const int MaxType = 100;
    public const int MaxValueBytes = 64 * 1024;

    /// <summary>Of all notes of a task together: they are read in one answer.</summary>
    public const int MaxTaskBytes = 1024 * 1024;

    /// <param name="value">JSON null is a value; absent is none.</param>
    /// <exception cref="TaskNotFoundException"/>
    /// <exception cref="AnnotationsFullException"/>
    /// <exception cref="InvalidRequestException"/>
    public async Task<TaskAnnotation> ExecuteAsync(
        string @namespace, Guid taskId, string type, JsonNode? value, string actor, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        CheckType(violations, type, isRequired: true);
        JsonRules.CheckStorable(violations, "value", value);
        string json = CanonicalJson.Write(value);
        if (System.Text.Encoding.UTF8.GetByteCount(json) > MaxValueBytes)
        {
            violations.Add("value", "must be at most 64 KiB as JSON");
        }

        violations.ThrowIfAny();
        if (await annotations.FindSchemaAsync(type, cancellationToken) is { } schema)
        {
            await JsonSchemaText.CheckAsync(violations, "value", schema, value, cancellationToken);
            violations.ThrowIfAny();
        }

        return await annotations.AddAsync(@namespace, taskId, type, json, actor, MaxTaskBytes, cancellationToken) switch
        {
            AnnotateOutcome.Added added => added.Annotation,
            AnnotateOutcome.NoSuchTask => throw new TaskNotFoundException(@namespace, taskId),
            _ => throw new AnnotationsFullException(taskId),
        };
    }

    /// <param name="type">Empty: all.</param>
    /// <exception cref="TaskNotFoundException"/>
    /// <exception cref="InvalidRequestException"/>
    public async Task<IReadOnlyList<TaskAnnotation>> ListAsync(
        string @namespace, Guid taskId, string type, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        CheckType(violations, type, isRequired: false);
        violations.ThrowIfAny();
        return await annotations.ListAsync(@namespace, taskId, type.Length == 0 ? null : type, cancellationToken)
            ?? throw new TaskNotFoundException(@namespace, taskId);
    }

    static void CheckType(Violations violations, string type, bool isRequired)
    {
        if ((isRequired || type.Length > 0) && (type.Length > MaxType || !TypePattern().IsMatch(type)))
        {
            violations.Add("type", $"must be 1 to {MaxType} lower-case letters, digits, '.', '_' and '-', beginning with a letter");
        }
    }

    // As the table has it (annotation_type_name_must_be_lower_case_words).
    [GeneratedRegex(@"\A[a-z][a-z0-9_.-]*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypePattern();
}

/// <summary>The task has as many notes as it may.</summary>
public sealed class AnnotationsFullException(Guid taskId) : RequestRefusedException(
    "TASK_ANNOTATIONS_FULL",
    $"Task {taskId}: its annotations may have {AnnotateTask.MaxTaskBytes / 1024} KiB together.",
    new Dictionary<string, string> { ["task_id"] = $"{taskId}" });
