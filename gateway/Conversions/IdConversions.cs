using Orchestrator.Core.Validation;

namespace Orchestrator.Gateway.Conversions;

static class IdConversions
{
    /// <returns>Empty for none.</returns>
    public static string ToText(Guid? id) => id?.ToString("D") ?? "";

    /// <returns>Null when it is empty.</returns>
    public static Guid? ToOptionalId(Violations violations, string field, string id) => id.Length == 0 ? null : ToId(violations, field, id);

    /// <returns>The id; empty when a violation was added.</returns>
    public static Guid ToId(Violations violations, string field, string id)
    {
        if (!Guid.TryParseExact(id, "D", out Guid parsed))
        {
            violations.Add(field, id.Length == 0 ? "is required: a UUID" : "must be a UUID such as 018f0000-0000-7000-8000-000000000000");
        }

        return parsed;
    }
}
