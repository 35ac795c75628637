namespace Microsoft.DurableTask.Tests.Simulation;

/// <summary>What becomes of a write that the plan breaks.</summary>
public enum WriteFault
{
    /// <summary>The connection breaks and nothing is written; the writer does not know.</summary>
    LostBefore,

    /// <summary>It is written, and the writer does not know.</summary>
    LostAfter,

    /// <summary>Refused for now.</summary>
    Refused,

    /// <summary>The process dies with the write unwritten.</summary>
    DiesBefore,

    /// <summary>The process dies once it is written.</summary>
    DiesAfter,
}

/// <summary>Breaks the n-th write (from 1), of owners and clients alike, where <paramref name="breaks"/> says so.</summary>
internal sealed class WritePlan(WriteFault fault, Func<int, bool> breaks)
{
    public int Writes { get; private set; }

    public int Broken { get; private set; }

    public WriteFault? Next()
    {
        if (!breaks(++Writes)) return null;
        Broken++;
        return fault;
    }
}
