using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orchestrator.Core.Namespaces;
using Orchestrator.Database.Model;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Database.Tests.Repositories.Tasks;

public sealed class NamespaceRepositoryTests(MigratedDatabase database) : IClassFixture<MigratedDatabase>
{
    readonly INamespaceStore _namespaces = database.Services.GetRequiredService<INamespaceStore>();

    [Fact]
    public async Task EnsureAsync_TheSeededOne_IsFound() =>
        Assert.Equal(NamespaceRow.DefaultId, await _namespaces.EnsureAsync("default", default));

    [Fact]
    public async Task EnsureAsync_ByManyAtOnce_MakesOne()
    {
        Guid[] ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _namespaces.EnsureAsync("team-1", default)));

        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task EnsureAsync_WithABadName_IsRefusedByTheTable()
    {
        PostgresException error = await Assert.ThrowsAsync<PostgresException>(() => _namespaces.EnsureAsync("Team 1", default));

        Assert.Equal("namespace_name_must_be_lower_case_letters_digits_or_hyphens", error.ConstraintName);
    }
}
