namespace Orchestrator.Database.Migrations;

/// <summary>A role that may use the schema and not change it: a host's.</summary>
/// <param name="ObjectId">Of the Microsoft Entra identity that the role stands for; Azure's server makes the role. Null: it is there.</param>
public sealed record HostRole(string Name, Guid? ObjectId)
{
    /// <summary>Reads <c>name</c> or <c>name=object id</c>.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static HostRole Parse(string text)
    {
        string[] parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
        return parts switch
        {
            [{ Length: > 0 } name] => new HostRole(name, ObjectId: null),
            [{ Length: > 0 } name, var id] when Guid.TryParse(id, out Guid objectId) => new HostRole(name, objectId),
            _ => throw new FormatException($"\"{text}\" is not a role's name, nor name=object id"),
        };
    }
}
