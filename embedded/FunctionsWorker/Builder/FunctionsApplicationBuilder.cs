using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Builds a host that finds the functions of the application's assembly and serves them.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    readonly WebApplicationBuilder _builder;
    readonly FunctionMiddleware _middleware = new();
    bool _usesAspNetCore;
    bool _built;

    internal FunctionsApplicationBuilder(string[] args)
    {
        _builder = WorkerWebApplication.CreateBuilder(args);
        FunctionTypes = new(() => WorkerWebApplication.FindFunctionTypes(_builder.Environment.ApplicationName));
    }

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_builder).Properties;

    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    public ConfigurationManager Configuration => _builder.Configuration;

    public IHostEnvironment Environment => _builder.Environment;

    public ILoggingBuilder Logging => _builder.Logging;

    public IMetricsBuilder Metrics => _builder.Metrics;

    public IServiceCollection Services => _builder.Services;

    /// <summary>The classes that are searched for functions: those of the application's assembly.</summary>
    internal Lazy<IReadOnlyList<Type>> FunctionTypes { get; set; }

    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull
        => ((IHostApplicationBuilder)_builder).ConfigureContainer(factory, configure);

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        ThrowIfBuilt();
        _middleware.Add(middleware);
        return this;
    }

    /// <exception cref="InvalidOperationException">
    /// Built before; a function is misdeclared, which the message tells by method and parameter; a setting is missing or not valid.
    /// </exception>
    public IHost Build()
    {
        ThrowIfBuilt();
        _built = true;
        return WorkerWebApplication.Build(_builder, FunctionTypes.Value, _middleware, _usesAspNetCore);
    }

    internal void UseAspNetCore() => _usesAspNetCore = true;

    void ThrowIfBuilt()
    {
        if (_built)
            throw new InvalidOperationException("The application has already been built.");
    }
}
