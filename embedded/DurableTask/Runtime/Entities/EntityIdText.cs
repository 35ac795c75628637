using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask.Runtime.Entities;

/// <summary>What may be an entity's id: what every backend of Durable Task takes as an instance id.</summary>
internal static class EntityIdText
{
    const int LengthMax = 100;

    /// <returns><c>@name@key</c>.</returns>
    /// <exception cref="ArgumentException">The default id, or as text longer than 100 characters, or with control characters, / \ # or ?.</exception>
    public static string Check(EntityInstanceId id)
    {
        if (id == default) throw new ArgumentException("The entity has no id.", nameof(id));
        string text = id.ToString();
        if (text.Length > LengthMax)
        {
            throw new ArgumentException($"The entity id '{text[..LengthMax]}...' is {text.Length} characters long; the limit is {LengthMax}.", nameof(id));
        }

        foreach (char one in text)
        {
            if (!char.IsControl(one) && one is not ('/' or '\\' or '#' or '?')) continue;
            throw new ArgumentException($"The entity id '{text}' holds U+{(int)one:X4}.", nameof(id));
        }

        return text;
    }
}
