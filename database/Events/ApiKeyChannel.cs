namespace Orchestrator.Database.Events;

/// <summary>The channel of the NOTIFY that says which API key was revoked; its payload is the key's prefix.</summary>
static class ApiKeyChannel
{
    public const string Name = "orchestrator_api_keys";
}
