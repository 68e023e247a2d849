"""The configuration is checked at start, and what is wrong is named in one line."""

from pathlib import Path

import pytest

from server.config import ConfigError, read_config, to_environment
from server.vault import open_vault


def test_without_a_word_it_is_sqlite_on_loopback(tmp_path: Path) -> None:
    config = read_config({}, {"data_dir": tmp_path})

    assert (config.host, config.port, config.workers) == ("127.0.0.1", 8321, 1)
    assert config.database_url == f"sqlite:///{tmp_path / 'doorward.db'}"


def test_options_go_before_variables(tmp_path: Path) -> None:
    environment = {"DOORWARD_PORT": "1000", "DOORWARD_HOLD_MINUTES": "20", "DOORWARD_DATA_DIR": str(tmp_path)}
    config = read_config(environment, {"port": "2000", "hold_minutes": None})

    assert (config.port, config.hold_minutes, config.data_dir) == (2000, 20, tmp_path)


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ({"DOORWARD_PORT": "abc"}, "DOORWARD_PORT"),
        ({"DOORWARD_PORT": "65536"}, "--port"),
        ({"DOORWARD_HOLD_MINUTES": "0"}, "DOORWARD_HOLD_MINUTES"),
        ({"DOORWARD_BASE_URL": "example.com"}, "DOORWARD_BASE_URL"),
        ({"DOORWARD_DATABASE_URL": "mysql://root:secret@x/y"}, "DOORWARD_DATABASE_URL"),
        ({"DOORWARD_SECRET_KEY": "short"}, "DOORWARD_SECRET_KEY"),
        ({"DOORWARD_BEHIND_PROXY": "perhaps"}, "DOORWARD_BEHIND_PROXY"),
        ({"DOORWARD_TLS_CERT": "/nowhere/cert.pem"}, "DOORWARD_TLS_CERT"),
        ({"DOORWARD_WORKERS": "2"}, "DOORWARD_DATABASE_URL"),
        ({"DOORWARD_HOST": "0.0.0.0"}, "DOORWARD_TLS_CERT"),  # noqa: S104  Refused, which is the point.
        ({"DOORWARD_HOST": "::"}, "DOORWARD_BEHIND_PROXY"),
    ],
)
def test_what_cannot_be_used_is_named_in_one_line(environment: dict[str, str], name: str) -> None:
    with pytest.raises(ConfigError) as refused:
        read_config(environment)

    assert name in str(refused.value)
    assert "\n" not in str(refused.value)
    assert "secret@" not in str(refused.value)


def test_beyond_loopback_behind_a_proxy_is_allowed() -> None:
    environment = {"DOORWARD_HOST": "0.0.0.0", "DOORWARD_BEHIND_PROXY": "yes"}  # noqa: S104  What is tested.
    assert read_config(environment).behind_proxy


def test_worker_processes_get_the_same_configuration(tmp_path: Path) -> None:
    options = {"data_dir": tmp_path, "database_url": "postgresql://u:p@h/d", "workers": 4, "secret_key": "ab" * 32}
    config = read_config({}, options)

    assert read_config(to_environment(config)) == config


def test_a_database_opened_with_another_secret_key_says_so(tmp_path: Path) -> None:
    sealed = open_vault(read_config({}, {"data_dir": tmp_path})).seal(b"private")
    other = open_vault(read_config({}, {"data_dir": tmp_path, "secret_key": "ab" * 32}))

    with pytest.raises(ConfigError, match="secret key"):
        other.open(sealed)
