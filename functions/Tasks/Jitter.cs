namespace Orchestrator.Functions.Tasks;

/// <summary>Draws the share by which a backoff varies: in activities only, a replay would draw another.</summary>
public sealed class Jitter(Random random)
{
    public Jitter()
        : this(Random.Shared)
    {
    }

    /// <returns>-1 to 1.</returns>
    public double Draw() => (random.NextDouble() * 2) - 1;
}
