# syntax=docker/dockerfile:1.7
# The function app on the Azure Functions host. From the repository's root:
#   docker build -f infra/docker/functions.Dockerfile -t orchestrator-functions .

FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS restore
ARG AZURE_PACKAGES=Oldest
ENV NUGET_PACKAGES=/nuget
WORKDIR /src
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY core/*.csproj core/
COPY database/*.csproj database/
COPY platform/*.csproj platform/
COPY functions/*.csproj functions/
RUN --mount=type=cache,id=nuget,target=/nuget \
    dotnet restore functions -p:OrchestratorHost=Azure -p:AzurePackages=$AZURE_PACKAGES

FROM restore AS publish
# BuildKit writes this stage's packages into the SBOM too: docker buildx build --sbom=true
ARG BUILDKIT_SBOM_SCAN_STAGE=true
COPY host.json local.settings.sample.json ./
COPY core/ core/
COPY database/ database/
COPY platform/ platform/
COPY functions/ functions/
RUN --mount=type=cache,id=nuget,target=/nuget \
    dotnet publish functions --no-restore -c Release -o /app \
    -p:OrchestratorHost=Azure -p:AzurePackages=$AZURE_PACKAGES

FROM mcr.microsoft.com/azure-functions/dotnet-isolated:4-dotnet-isolated10.0
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="orchestrator-functions" \
      org.opencontainers.image.description="Orchestrator: orchestrators, activities and triggers on Azure Functions" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      dev.orchestrator.sbom="/home/site/wwwroot/Orchestrator.Functions.deps.json"
# The base image listens on 80, which needs privileges in some container runtimes; and the console has the log, no file need.
ENV AzureWebJobsScriptRoot=/home/site/wwwroot \
    AzureFunctionsJobHost__Logging__Console__IsEnabled=true \
    AzureFunctionsJobHost__Logging__FileLoggingMode=never \
    ASPNETCORE_URLS=http://+:8080
COPY --from=publish /app /home/site/wwwroot
COPY --chmod=755 infra/docker/functions-start /opt/startup/functions-start
# The host keeps its keys in files beside itself where no storage for them is named.
RUN mkdir -p /azure-functions-host/Secrets && chown 1654 /azure-functions-host/Secrets
USER 1654
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=6s --start-period=60s \
    CMD ["dotnet", "/home/site/wwwroot/Orchestrator.Functions.dll", "--probe", "http://127.0.0.1:8080/api/health/ready"]
CMD ["/opt/startup/functions-start"]
