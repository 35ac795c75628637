using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Orchestrator.Gateway.Security.Audit;

/// <summary>Reads from a call's messages what it was about, by the names of their fields.</summary>
static class AuditSubject
{
    const int TextMax = 500;
    static readonly (string Field, string Kind)[] Ids = [("task_id", "task"), ("chain_id", "chain"), ("operation_id", "operation")];
    static readonly string[] Kinds = ["task", "chain", "operation", "template"];
    static readonly string[] Texts = ["reason", "name", "version", "action", "decision", "active"];

    /// <returns>From the request's id, else from what the response made or found.</returns>
    public static (string? Kind, Guid? Id) Of(IMessage request, IMessage? response)
    {
        foreach ((string field, string kind) in Ids)
        {
            if (Text(request, field) is { Length: > 0 } text)
            {
                return (kind, Guid.TryParseExact(text, "D", out Guid id) ? id : null);
            }
        }

        foreach (string kind in Kinds)
        {
            if (response?.Descriptor.FindFieldByName(kind) is { FieldType: FieldType.Message } field
                && field.Accessor.GetValue(response) is IMessage subject
                && Guid.TryParseExact(Text(subject, "id"), "D", out Guid id))
            {
                return (kind, id);
            }
        }

        return (null, null);
    }

    public static string NamespaceOf(IMessage request) => RequestNamespaces.Of(request).First().Name;

    /// <summary>What was asked for, as far as it is a word or a sentence.</summary>
    public static Dictionary<string, string> DetailsOf(IMessage request)
    {
        var details = new Dictionary<string, string>();
        foreach (string name in Texts)
        {
            if (request.Descriptor.FindFieldByName(name) is { IsRepeated: false, FieldType: FieldType.String or FieldType.Enum or FieldType.Bool } field
                && $"{field.Accessor.GetValue(request)}" is { Length: > 0 } text)
            {
                details[name] = Clean(text);
            }
        }

        return details;
    }

    /// <summary>What was not checked yet may be long, and PostgreSQL takes no NUL.</summary>
    public static string Clean(string text) =>
        (text.Length > TextMax ? text[..TextMax] : text).Replace("\0", "", StringComparison.Ordinal);

    static string? Text(IMessage message, string name) =>
        message.Descriptor.FindFieldByName(name) is { FieldType: FieldType.String, IsRepeated: false } field
            ? (string)field.Accessor.GetValue(message)
            : null;
}
