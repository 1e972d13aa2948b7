"""Which clients there are."""

from dataclasses import dataclass, field

# What a client may be there to prove, and the columns of that.
DIALECTS = {
    "plain": "plain",
    "streamed": "streamed",
    "tools": "tools",
    "parallel": "parallel tools, streamed",
    "structured": "structured output",
    "image": "image",
    "errors": "error mapping",
    "broken": "broken stream",
    "cancelled": "cancellation",
    "embeddings": "embeddings",
}
ASYNC = {
    "plain": "plain",
    "streamed": "streamed",
    "errors": "error mapping",
    "cancelled": "cancellation",
    "together": "20 streams at once",
}
LOCAL = {
    "plain": "plain",
    "streamed": "streamed",
    "turns": "several turns",
    "stop": "stop text",
    "length": "token limit",
    "errors": "tools refused",
    "cancelled": "cancellation",
    "auto": "`auto`",
}
# The models in this process, as a backend of their own.
ENGINE = "engine"


@dataclass(frozen=True, eq=False)
class Client:
    """One program that uses one SDK in the dialect that it speaks."""

    name: str
    title: str
    dialect: str
    setup: str  # which of harness/setup.py's: sdks, frameworks, node, go, java
    program: str
    packages: tuple  # whose versions are shown
    address: dict = field(default_factory=dict)  # environment variables; {} stands for the sidecar's address
    direct: dict = field(default_factory=dict)  # the same for the vendors themselves
    quick: bool = False
    embeds: bool = False  # whether the program asks for embeddings
    naming: str = "{}"  # what makes a model's name one that the client takes
    known: dict = field(default_factory=dict)  # instead: a name that the client knows for each backend
    proves: dict = field(default_factory=lambda: DIALECTS)  # the columns

    def backends(self, spoken):
        """Those that answer it."""
        if self.proves is LOCAL:
            return [ENGINE]
        # A backend that speaks OpenAI's responses speaks chat completions too, and is asked in those by all other apps.
        return [each for each in spoken if each != "responses" or self.dialect == each]


OPENAI = dict(
    address={"OPENAI_BASE_URL": "{}/v1", "OPENAI_API_KEY": "app-key"},
    direct={"OPENAI_BASE_URL": "{}/openai/v1", "OPENAI_API_KEY": "app-key"},
)
OPENAI_PREFIXED = {**OPENAI, "address": {"OPENAI_BASE_URL": "{}/openai/v1", "OPENAI_API_KEY": "app-key"}}
# Frameworks still read the variable's older name.
OPENAI_OLDER = dict(
    address={**OPENAI["address"], "OPENAI_API_BASE": "{}/v1"},
    direct={**OPENAI["direct"], "OPENAI_API_BASE": "{}/openai/v1"},
)
ANTHROPIC = dict(
    address={"ANTHROPIC_BASE_URL": "{}", "ANTHROPIC_API_KEY": "app-key"},
    direct={"ANTHROPIC_BASE_URL": "{}/anthropic", "ANTHROPIC_API_KEY": "app-key"},
)
ANTHROPIC_PREFIXED = {
    **ANTHROPIC,
    "address": {"ANTHROPIC_BASE_URL": "{}/anthropic", "ANTHROPIC_API_KEY": "app-key"},
}
GEMINI = dict(
    address={"GOOGLE_GEMINI_BASE_URL": "{}", "GEMINI_API_KEY": "app-key"},
    direct={"GOOGLE_GEMINI_BASE_URL": "{}/gemini", "GEMINI_API_KEY": "app-key"},
)
GEMINI_PREFIXED = {**GEMINI, "address": {"GOOGLE_GEMINI_BASE_URL": "{}/gemini", "GEMINI_API_KEY": "app-key"}}
OLLAMA = dict(address={"OLLAMA_HOST": "{}"}, direct={"OLLAMA_HOST": "{}/ollama"})
# LangChain4j's modules read no variable: the program gives them these as their base URL.
ANTHROPIC_VERSIONED = dict(
    address={"ANTHROPIC_BASE_URL": "{}/v1", "ANTHROPIC_API_KEY": "app-key"},
    direct={"ANTHROPIC_BASE_URL": "{}/anthropic/v1", "ANTHROPIC_API_KEY": "app-key"},
)
GEMINI_VERSIONED = dict(
    address={"GOOGLE_GEMINI_BASE_URL": "{}/v1beta", "GEMINI_API_KEY": "app-key"},
    direct={"GOOGLE_GEMINI_BASE_URL": "{}/gemini/v1beta", "GEMINI_API_KEY": "app-key"},
)
# Signed, as an API key is not sent without TLS. A region has to be known, though its endpoint is not asked.
AWS = {"AWS_ACCESS_KEY_ID": "app-key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}
BEDROCK = dict(
    address={"AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "{}", **AWS},
    direct={"AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "{}/bedrock", **AWS},
)
# A client that looks up what a model can do sends such a name, and the operator says who answers to it.
KNOWN = {
    "openai": "gpt-4o-mini",
    "responses": "gpt-4.1-mini",
    "anthropic": "gpt-4o",
    "gemini": "gpt-4.1",
    "ollama": "gpt-4.1-nano",
    "bedrock": "gpt-4-turbo",
}

CLIENTS = [
    Client("openai-python", "Python openai, chat", "openai", "sdks", "openai_chat.py", ("openai",), **OPENAI, quick=True,
           embeds=True),
    Client("responses-python", "Python openai, responses", "responses", "sdks", "openai_responses.py", ("openai",),
           **OPENAI, quick=True),
    Client("anthropic-python", "Python anthropic", "anthropic", "sdks", "anthropic_messages.py", ("anthropic",),
           **ANTHROPIC, quick=True),
    Client("gemini-python", "Python google-genai", "gemini", "sdks", "google_genai.py", ("google-genai",), **GEMINI, quick=True,
           embeds=True),
    Client("ollama-python", "Python ollama", "ollama", "sdks", "ollama_chat.py", ("ollama",), **OLLAMA, quick=True, embeds=True),
    Client("bedrock-python", "Python boto3", "bedrock", "sdks", "bedrock_converse.py", ("boto3",), **BEDROCK, quick=True),
    Client("openai-node", "Node openai, chat", "openai", "node", "openai_chat.js", ("openai",), **OPENAI_PREFIXED, quick=True,
           embeds=True),
    Client("anthropic-node", "Node @anthropic-ai/sdk", "anthropic", "node", "anthropic_messages.js", ("@anthropic-ai/sdk",),
           **ANTHROPIC_PREFIXED, quick=True),
    Client("gemini-node", "Node @google/genai", "gemini", "node", "google_genai.js", ("@google/genai",), **GEMINI_PREFIXED,
           quick=True),
    Client("ai-node", "Node ai, @ai-sdk/openai, chat", "openai", "node", "vercel_ai.js", ("ai", "@ai-sdk/openai"),
           **OPENAI_PREFIXED),
    Client("ai-responses-node", "Node ai, @ai-sdk/openai, responses", "responses", "node", "vercel_ai.js",
           ("ai", "@ai-sdk/openai"), **OPENAI_PREFIXED),
    Client("responses-node", "Node openai, responses", "responses", "node", "openai_responses.js", ("openai",),
           **OPENAI_PREFIXED, quick=True),
    Client("openai-go", "Go openai-go", "openai", "go", "openai_chat", ("github.com/openai/openai-go/v3",), **OPENAI_PREFIXED),
    Client("responses-go", "Go openai-go, responses", "responses", "go", "openai_chat", ("github.com/openai/openai-go/v3",),
           **OPENAI_PREFIXED),
    Client("openai-java", "Java openai-java", "openai", "java", "OpenAiChat.java", ("openai-java",), **OPENAI),
    Client("openai-async-java", "Java openai-java, asynchronous", "openai", "java", "OpenAiAsync.java", ("openai-java",), **OPENAI),
    Client("responses-java", "Java openai-java, responses", "responses", "java", "OpenAiResponses.java", ("openai-java",),
           **OPENAI),
    Client("anthropic-java", "Java anthropic-java", "anthropic", "java", "AnthropicMessages.java", ("anthropic-java",),
           **ANTHROPIC),
    Client("gemini-java", "Java google-genai", "gemini", "java", "GoogleGenai.java", ("google-genai",), **GEMINI),
    Client("langchain4j-openai", "LangChain4j, langchain4j-open-ai", "openai", "java", "LangChain4j.java",
           ("langchain4j-open-ai",), **OPENAI),
    Client("langchain4j-anthropic", "LangChain4j, langchain4j-anthropic", "anthropic", "java", "LangChain4j.java",
           ("langchain4j-anthropic",), **ANTHROPIC_VERSIONED),
    Client("langchain4j-gemini", "LangChain4j, langchain4j-google-ai-gemini", "gemini", "java", "LangChain4j.java",
           ("langchain4j-google-ai-gemini",), **GEMINI_VERSIONED),
    Client("langchain4j-ollama", "LangChain4j, langchain4j-ollama", "ollama", "java", "LangChain4j.java",
           ("langchain4j-ollama",), **OLLAMA),
    Client("langchain", "LangChain, langchain-openai", "openai", "frameworks", "langchain_openai_chat.py",
           ("langchain-openai", "openai"), **OPENAI_OLDER, embeds=True),
    Client("llamaindex", "LlamaIndex, llama-index-llms-openai", "openai", "frameworks", "llama_index_openai.py",
           ("llama-index-llms-openai", "openai"), **OPENAI_OLDER, naming="ft:gpt-4o-mini:{}"),
    Client("haystack", "Haystack, haystack-ai", "openai", "frameworks", "haystack_openai.py", ("haystack-ai", "openai"),
           **OPENAI_OLDER),
    Client("dspy", "DSPy", "openai", "frameworks", "dspy_openai.py", ("dspy", "litellm"), **OPENAI_OLDER, known=KNOWN),
]  # fmt: skip
# The vendors' Python SDKs once more: on one event loop, and before the models of this process.
for name, title, dialect, package, address in (
    ("openai", "AsyncOpenAI, chat", "openai", "openai", OPENAI),
    ("responses", "AsyncOpenAI, responses", "responses", "openai", OPENAI),
    ("anthropic", "AsyncAnthropic", "anthropic", "anthropic", ANTHROPIC),
    ("gemini", "google-genai, Client.aio", "gemini", "google-genai", GEMINI),
    ("ollama", "ollama, AsyncClient", "ollama", "ollama", OLLAMA),
):
    CLIENTS.append(Client(f"{name}-async-python", f"Python {title}", dialect, "sdks", "event_loop.py", (package,),
                          **address, quick=True, proves=ASYNC))  # fmt: skip
for name, title, dialect, package, address in (
    ("openai", "openai, chat", "openai", "openai", OPENAI),
    ("responses", "openai, responses", "responses", "openai", OPENAI),
    ("anthropic", "anthropic", "anthropic", "anthropic", ANTHROPIC),
    ("gemini", "google-genai", "gemini", "google-genai", GEMINI),
    ("ollama", "ollama", "ollama", "ollama", OLLAMA),
):
    CLIENTS.append(Client(f"{name}-local-python", f"Python {title}", dialect, "sdks", "local_model.py", (package,),
                          **address, proves=LOCAL))  # fmt: skip
