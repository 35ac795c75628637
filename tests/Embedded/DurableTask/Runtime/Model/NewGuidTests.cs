using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.DurableTask.Runtime.Store.InMemory;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Model;

/// <summary>
/// The values are those of Microsoft.DurableTask's TaskOrchestrationContextWrapper: UUIDs of RFC 4122, section 4.3 (version 5), in the
/// namespace 9e952958-5e33-4daf-827f-2fa12937b875 over <c>{instance id}_{time in format o}_{counter from 0}</c>. Computed here from the RFC's text.
/// </summary>
public sealed class NewGuidTests
{
    sealed record Seen(DateTime Now, string[] Ids);

    [Fact]
    public async Task NewGuid_IsTheNameBasedUuidOfTheRealRuntime()
    {
        await using RuntimeProcess process = await RuntimeProcess.StartAsync(new InMemoryStore(TimeProvider.System), tasks =>
            tasks.AddOrchestratorFunc<Seen>("Ids", context =>
                Task.FromResult(new Seen(context.CurrentUtcDateTime, [context.NewGuid().ToString(), context.NewGuid().ToString()]))));
        await process.Client.ScheduleNewOrchestrationInstanceAsync("Ids", new StartOrchestrationOptions("guids-\u00e4"));
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        Seen seen = (await process.Client.WaitForInstanceCompletionAsync("guids-\u00e4", true, deadline.Token)).ReadOutputAs<Seen>()!;
        string now = seen.Now.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
        Assert.Equal([Version5($"guids-\u00e4_{now}_0"), Version5($"guids-\u00e4_{now}_1")], seen.Ids);
    }

    static string Version5(string name)
    {
        byte[] hash = SHA1.HashData([.. Convert.FromHexString("9e9529585e334daf827f2fa12937b875"), .. Encoding.UTF8.GetBytes(name)]);
        string hex = Convert.ToHexStringLower(hash)[..32];
        // The version is the 13th digit; the variant, 10 in binary, the upper half of the 17th.
        string variant = "89ab"[Convert.ToInt32(hex[16..17], 16) & 3].ToString();
        return $"{hex[..8]}-{hex[8..12]}-5{hex[13..16]}-{variant}{hex[17..20]}-{hex[20..]}";
    }
}
