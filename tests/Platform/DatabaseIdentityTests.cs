using Azure.Core;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Orchestrator.Database;
using Orchestrator.Tests.Support;

namespace Orchestrator.Platform.Tests;

/// <summary>A real PostgreSQL whose role's password plays the token: what is tested is that the pool asks for it.</summary>
public sealed class DatabaseIdentityTests
{
    [Fact]
    public async Task Pool_WithoutAPassword_ConnectsWithTheToken()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync();
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        string password = connection.Password!;
        connection.Password = null;
        var credential = new StandInCredential(() => new AccessToken(password, DateTimeOffset.UtcNow.AddHours(1)));

        await using NpgsqlDataSource pool = OrchestratorDataSource.Create(
            connection.ConnectionString, "tests", Read("entra")!.PasswordBy(credential));
        await using NpgsqlCommand command = pool.CreateCommand("SELECT 1");

        Assert.Equal(1, await command.ExecuteScalarAsync());
        Assert.Equal(["https://ossrdbms-aad.database.windows.net/.default"], credential.Scopes);
    }

    [Fact]
    public async Task Pool_WithoutAToken_FailsAsSomethingThatPasses()
    {
        DatabasePassword password = Read("entra")!.PasswordBy(new StandInCredential(() => throw StandInCredential.OutOfOrder));
        await using NpgsqlDataSource pool = OrchestratorDataSource.Create("Host=127.0.0.1;Port=1;Username=x", "tests", password);
        NpgsqlException error = await Assert.ThrowsAsync<NpgsqlException>(() => pool.OpenConnectionAsync().AsTask());
        Assert.True(error.IsTransient);
    }

    [Fact]
    public void Pool_WithAPasswordBesideTheToken_IsRefused() => Assert.Contains(
        "password",
        Assert.Throws<InvalidOperationException>(() => OrchestratorDataSource.Create(
            "Host=x;Password=y", "tests", _ => ValueTask.FromResult("z"))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("password")]
    public void Read_NoTokenAskedFor_IsNone(string? value) => Assert.Null(Read(value));

    [Fact]
    public void Read_Unknown_NamesTheSetting() =>
        Assert.StartsWith("ORCHESTRATOR_DB_AUTH", Assert.Throws<InvalidOperationException>(() => Read("azure")).Message, StringComparison.Ordinal);

    static DatabaseIdentity? Read(string? value) => DatabaseIdentity.Read(
        new ConfigurationBuilder().AddInMemoryCollection([new(DatabaseIdentity.AuthName, value)]).Build());
}
