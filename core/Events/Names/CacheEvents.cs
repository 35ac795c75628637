namespace Orchestrator.Core.Events.Names;

/// <summary>Names of <c>cache.*</c> events.</summary>
public static class CacheEvents
{
    public const string Hit = "cache.hit";
    public const string Miss = "cache.miss";
    public const string Evicted = "cache.evicted";
}
