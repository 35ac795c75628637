using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Clients;

/// <summary>What may be an instance id: what every backend of Durable Task takes.</summary>
internal static class InstanceIdText
{
    /// <summary>As the Azure backends limit it.</summary>
    const int LengthMax = 100;

    /// <exception cref="ArgumentException">Empty, longer than 100 characters, beginning with @ (an entity), or with control characters, half a surrogate pair, / \ # or ?.</exception>
    public static string Check(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (instanceId.Length > LengthMax) throw Invalid($"is {instanceId.Length} characters long; the limit is {LengthMax}", instanceId);
        if (instanceId[0] == '@') throw Invalid("begins with @, which names entities", instanceId);
        foreach (char one in instanceId)
        {
            if (char.IsControl(one) || one is '/' or '\\' or '#' or '?') throw Invalid($"holds U+{(int)one:X4}", instanceId);
        }

        return StorableText.Check(instanceId, nameof(instanceId));
    }

    static ArgumentException Invalid(string reason, string instanceId) =>
        new($"The instance id '{(instanceId.Length > 120 ? instanceId[..120] : instanceId)}' {reason}.", nameof(instanceId));
}
