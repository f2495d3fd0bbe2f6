"""The embedding model that is named: by the user, who may have it fetched, or by a library's file, which may not."""

import pytest

from assistant.errors import ModelError, SettingsError
from assistant.models import bundled_folder, load_embeddings
from assistant.settings import Settings

ELSEWHERE = "somebody/model-of-nowhere"


@pytest.fixture
def loaded(monkeypatch):
    """What sentence-transformers is asked for; it finds nothing."""
    asked = []

    def nothing(path, **options):
        asked.append((path, options["local_files_only"], options["trust_remote_code"]))
        raise OSError("it is not on this machine")

    monkeypatch.setattr("sentence_transformers.SentenceTransformer", nothing)
    return asked


@pytest.fixture
def naming(tmp_path):
    (tmp_path / "dateline.toml").write_text(f'embedding_model = "{ELSEWHERE}"\n')
    return tmp_path


def test_a_model_that_the_file_of_a_library_names_is_not_fetched_and_the_error_says_how_it_would_be(naming, loaded):
    settings = Settings.load(naming, environment={})
    assert settings.embedding_model == ELSEWHERE
    with pytest.raises(ModelError, match="never downloaded; if you want it, set DATELINE_EMBEDDING_MODEL") as raised:
        load_embeddings(settings)
    assert "dateline.toml" in str(raised.value) and "\n" not in str(raised.value)
    assert loaded == [(ELSEWHERE, True, False)]


@pytest.mark.parametrize(
    ("environment", "keyword"),
    [({"DATELINE_EMBEDDING_MODEL": ELSEWHERE}, None), ({}, ELSEWHERE)],
    ids=["environment", "keyword"],
)
def test_a_model_that_the_user_names_may_be_fetched_whatever_the_file_says(naming, loaded, environment, keyword):
    settings = Settings.load(naming, environment=environment, embedding_model=keyword)
    with pytest.raises(ModelError, match="name a folder or"):
        load_embeddings(settings)
    assert loaded == [(ELSEWHERE, False, False)]


def test_a_model_on_this_machine_is_taken_whoever_names_it(tmp_path):
    (tmp_path / "dateline.toml").write_text(f"embedding_model = {str(bundled_folder())!r}\n")
    assert load_embeddings(Settings.load(tmp_path, environment={})).dimension == 384
    (tmp_path / "dateline.toml").write_text('embedding_model = "all-MiniLM-L6-v2"\n')
    assert load_embeddings(Settings.load(tmp_path, environment={})) is load_embeddings(Settings(tmp_path))


def test_nobody_sets_whether_a_model_may_be_fetched_by_that_name(tmp_path):
    with pytest.raises(SettingsError, match="unknown setting DATELINE_ONLY_LOCAL_MODEL"):
        Settings.load(tmp_path, environment={"DATELINE_ONLY_LOCAL_MODEL": ""})
    (tmp_path / "dateline.toml").write_text("only_local_model = false\n")
    with pytest.raises(SettingsError, match="unknown setting only_local_model"):
        Settings.load(tmp_path, environment={})
